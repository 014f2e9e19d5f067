using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>An option of a component that is nothing but text or markup with classes: a prefix, a key, a description.</summary>
[HtmlTargetElement("nhs-prefix")]
[HtmlTargetElement("nhs-suffix")]
[HtmlTargetElement("nhs-form-group")]
[HtmlTargetElement("nhs-input-wrapper")]
[HtmlTargetElement("nhs-before-input")]
[HtmlTargetElement("nhs-after-input")]
[HtmlTargetElement("nhs-before-inputs")]
[HtmlTargetElement("nhs-after-inputs")]
[HtmlTargetElement("nhs-conditional")]
[HtmlTargetElement("nhs-summary")]
[HtmlTargetElement("nhs-description")]
[HtmlTargetElement("nhs-key")]
[HtmlTargetElement("nhs-value")]
[HtmlTargetElement("nhs-image")]
[HtmlTargetElement("nhs-meta")]
[HtmlTargetElement("nhs-copyright")]
public sealed class Part : NhsComponent
{
    public string? Width { get; set; }

    internal string Element { get; set; } = string.Empty;

    public override void Init(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Element = context.TagName;
        base.Init(context);
    }

    internal override bool Accepts(NhsComponent part) =>
        Element switch
        {
            "nhs-meta" => part is FooterItem,
            "nhs-form-group" => part is Part { Element: "nhs-before-input" or "nhs-after-input" or "nhs-before-inputs" or "nhs-after-inputs" },
            _ => false,
        };

    // A part without its component is a mistake of the page; it must show in development, not vanish.
    internal override IHtmlContent Render() =>
        throw new InvalidOperationException($"<{Element}> stands outside a component that knows it.");
}
