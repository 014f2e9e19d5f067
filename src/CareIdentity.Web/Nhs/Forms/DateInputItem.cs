using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>One box of a date; with <c>kind="day"</c> it changes the box of that name instead of making a new one.</summary>
[HtmlTargetElement("nhs-date-input-item")]
public sealed class DateInputItem : NhsComponent
{
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Label { get; set; }

    public string? Value { get; set; }

    public string? Width { get; set; }

    public string? Autocomplete { get; set; }

    public bool? Error { get; set; }

    public bool? Disabled { get; set; }

    internal string PartName => Kind ?? Name ?? string.Empty;

    internal bool IsWrong => Error is true || Css.Has(Classes, "nhsuk-input--error");

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal Element RenderIn(DateInput date, bool wrong)
    {
        var name = Name ?? PartName;
        var input = new Input
        {
            Id = Id ?? $"{date.FieldId}-{name}",
            Name = date.NameOf(name),
            Value = Value ?? date.ValueOf(PartName),
            Label = Label ?? (name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..].ToLowerInvariant()),
            LabelClasses = "nhsuk-date-input__label",
            HasError = wrong,
            Width = Width ?? (PartName == "year" ? "4" : "2"),
            Inputmode = "numeric",
            Autocomplete = Autocomplete,
            Disabled = Disabled ?? date.Disabled,
            Classes = Css.Join("nhsuk-date-input__input", Classes),
            Attributes = Attributes,
        };
        return new Element("div").Class("nhsuk-date-input__item").Add(input.Render());
    }
}
