using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-pagination-item")]
public sealed class PaginationItem : NhsComponent
{
    public string? Number { get; set; }

    public string? Href { get; set; }

    public string? AriaLabel { get; set; }

    public bool Current { get; set; }

    public bool Ellipsis { get; set; }

    internal override IHtmlContent Render()
    {
        var item = new Element("li").Class(
            "nhsuk-pagination__item",
            Current ? "nhsuk-pagination__item--current" : null,
            Ellipsis ? "nhsuk-pagination__item--ellipsis" : null,
            Classes);
        return Ellipsis
            ? item.Add("\u22ef")
            : item.Add(new Element("a").Class("nhsuk-pagination__link").With("href", Href ?? string.Empty)
                .With("aria-label", AriaLabel ?? "Page " + Number)
                .With("aria-current", Current ? "page" : null).With(Attributes).Add(Number));
    }
}
