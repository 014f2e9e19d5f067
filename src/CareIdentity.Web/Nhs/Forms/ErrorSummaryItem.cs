using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-error-summary-item")]
public sealed class ErrorSummaryItem : NhsComponent
{
    public string? Href { get; set; }

    internal override IHtmlContent Render() => new Element("li").Add(Href is null
        ? Content
        : new Element("a").With("href", Href).With(Attributes).Add(Content));
}
