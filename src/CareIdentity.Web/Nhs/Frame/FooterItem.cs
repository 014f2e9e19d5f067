using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-footer-item")]
public sealed class FooterItem : NhsComponent
{
    public string? Href { get; set; }

    internal override IHtmlContent Render() => new Element("li").Class("nhsuk-footer__list-item").Add(
        new Element("a").Class("nhsuk-footer__list-item-link").With("href", Href ?? string.Empty).With(Attributes).Add(Content));

    internal static Element List(IEnumerable<FooterItem> items)
    {
        var list = new Element("ul").Class("nhsuk-footer__list");
        foreach (var item in items)
        {
            list.Add(item.Render());
        }

        return list;
    }
}
