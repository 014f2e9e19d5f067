using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-contents-list-item")]
public sealed class ContentsListItem : NhsComponent
{
    public string? Href { get; set; }

    public bool Current { get; set; }

    internal override bool Accepts(NhsComponent part) => part is ContentsListItem;

    internal override IHtmlContent Render()
    {
        var nested = Parts<ContentsListItem>();
        var name = Current
            ? new Element("span").Class("nhsuk-contents-list__current", Classes).With(Attributes)
            : new Element("a").Class("nhsuk-contents-list__link", Classes).With("href", Href).With(Attributes);
        return new Element("li").Class("nhsuk-contents-list__item").With("aria-current", Current ? "page" : null)
            .Add(name.Add(Content)).Add(nested.Count == 0 ? null : List(nested));
    }

    internal static Element List(IEnumerable<ContentsListItem> items)
    {
        var list = new Element("ol").Class("nhsuk-contents-list__list");
        foreach (var item in items)
        {
            list.Add(item.Render());
        }

        return list;
    }
}
