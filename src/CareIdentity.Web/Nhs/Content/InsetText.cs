using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-inset-text")]
public sealed class InsetText : NhsComponent
{
    public string? VisuallyHiddenText { get; set; }

    internal override IHtmlContent Render() => new Element("div")
        .Class("nhsuk-inset-text", Classes).With("id", Id).With(Attributes)
        .Add(new Element("span").Class("nhsuk-u-visually-hidden").Add((VisuallyHiddenText ?? "Information") + ": "))
        .Add(Html ?? (Text is null ? null : new Element("p").Add(Text)));
}
