using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-breadcrumb-item")]
public sealed class BreadcrumbItem : NhsComponent
{
    public string? Href { get; set; }

    internal override IHtmlContent Render() => Href is null
        ? HtmlString.Empty
        : new Element("li").Class("nhsuk-breadcrumb__list-item").Add(
            new Element("a").Class("nhsuk-breadcrumb__link").With("href", Href).With(Attributes).Add(Content));
}
