using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A search field with its button.</summary>
[HtmlTargetElement("nhs-search-input")]
public sealed class SearchInput : LabelledControl
{
    public string? Value { get; set; }

    public string? Placeholder { get; set; }

    public string? Width { get; set; }

    public string? Autocomplete { get; set; }

    public string? Type { get; set; }

    public bool? Spellcheck { get; set; }

    public bool Code { get; set; }

    public bool Large { get; set; }

    /// <summary>False leaves the button out.</summary>
    public bool Button { get; set; } = true;

    internal override bool Accepts(NhsComponent part) =>
        base.Accepts(part) || part is Nhs.Button or Part { Element: "nhs-prefix" or "nhs-suffix" or "nhs-input-wrapper" };

    private protected override void BindValue(ModelStateEntry? entry, object? model) => Value ??= Typed(entry, model);

    internal override IHtmlContent Render()
    {
        var wrapper = Part("nhs-input-wrapper");
        var input = new Input
        {
            Id = FieldId,
            Name = Name,
            Value = Value,
            Type = Type ?? "search",
            Placeholder = Placeholder,
            Width = Width,
            Code = Code,
            Large = Large,
            Spellcheck = Spellcheck,
            Label = Label,
            LabelSize = LabelSize,
            LabelClasses = LabelClasses,
            LabelIsPageHeading = LabelIsPageHeading,
            Autocomplete = Autocomplete ?? "off",
            Disabled = Disabled,
            HasError = HasError,
            DescribedBy = DescribedBy,
            Classes = Css.Join("nhsuk-search-input__input", Classes),
            GroupClass = Css.Join("nhsuk-search-input", Css.Modifier(Classes, Large, "nhsuk-search-input--large")),
            Companion = RenderButton(),
            Attributes = Attributes,
        };
        input.Add([Part<Label>(), HintPart, ErrorPart, .. Parts<Part>().Where(p => p != wrapper)]);
        input.Add(new Part
        {
            Element = "nhs-input-wrapper",
            Classes = Css.Join("nhsuk-search-input__wrapper", wrapper?.Classes),
            Attributes = wrapper?.Attributes ?? [],
        });
        return input.Render();
    }

    private IHtmlContent? RenderButton()
    {
        if (!Button)
        {
            return null;
        }

        var given = Part<Button>();
        return new Button
        {
            Id = given?.Id,
            Text = given?.Text,
            Html = given?.Html,
            AriaLabel = given?.AriaLabel ?? "Search",
            Name = given?.Name,
            Value = given?.Value,
            Type = given?.Type ?? "submit",
            Icon = given?.Icon ?? "search",
            Small = !Large,
            PreventDoubleClick = given?.PreventDoubleClick,
            Disabled = given?.Disabled ?? Disabled,
            Classes = Css.Join("nhsuk-search-input__button", given?.Classes),
            Variant = given?.Variant,
            Attributes = given?.Attributes ?? [],
        }.Render();
    }
}
