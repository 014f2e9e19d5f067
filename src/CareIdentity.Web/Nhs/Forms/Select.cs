using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-select")]
public sealed class Select : LabelledControl
{
    public string? Value { get; set; }

    /// <summary>Choices made in code, after those written in the page.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }

    internal override bool Accepts(NhsComponent part) =>
        base.Accepts(part) || part is SelectItem or Part { Element: "nhs-input-wrapper" };

    private protected override void BindValue(ModelStateEntry? entry, object? model) => Value ??= Typed(entry, model);

    internal override IHtmlContent Render()
    {
        var body = new HtmlContentBuilder();
        var describedBy = Describe(body, FieldId, DescribedBy);
        var select = new Element("select")
            .Class("nhsuk-select", IsWrong ? "nhsuk-select--error" : null, Classes)
            .With("id", FieldId).With("name", Name ?? string.Empty).With("disabled", Disabled)
            .With("aria-describedby", describedBy).With(Attributes);
        foreach (var item in Parts<SelectItem>().Concat((Items ?? []).Select(From)))
        {
            select.Add(item.RenderIn(Value));
        }

        var wrapper = Part("nhs-input-wrapper");
        var wrapped = Before is null && After is null && wrapper is null
            ? select
            : new Element("div").Class("nhsuk-input-wrapper", wrapper?.Classes).With(wrapper?.Attributes ?? [])
                .Add(Before).Add(select).Add(After);
        return Group().Add(RenderLabel()).Add(body).Add(wrapped);
    }

    private static SelectItem From(SelectListItem item) => new()
    {
        Text = item.Text,
        Value = item.Value,
        Selected = item.Selected ? true : null,
        Disabled = item.Disabled,
    };
}
