using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-select-item")]
public sealed class SelectItem : NhsComponent
{
    public string? Value { get; set; }

    public bool? Selected { get; set; }

    public bool Disabled { get; set; }

    public bool Divider { get; set; }

    internal override IHtmlContent Render() => RenderIn(null);

    internal IHtmlContent RenderIn(string? chosen) => Divider
        ? new Element("hr")
        : new Element("option").With("value", Value)
            .With("selected", Selected ?? (!string.IsNullOrEmpty(chosen) && (Value ?? Text) == chosen))
            .With("disabled", Disabled).With(Attributes).Add(Content);
}
