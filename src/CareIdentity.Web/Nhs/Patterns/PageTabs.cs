using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Tabs that are pages of their own, each with an address: Details · Access · Cards · History.</summary>
[HtmlTargetElement("nhs-page-tabs")]
public sealed class PageTabs : NhsComponent
{
    public string? AriaLabel { get; set; }

    internal override bool Accepts(NhsComponent part) => part is PageTab;

    internal override IHtmlContent Render()
    {
        var list = new Element("ul").Class("cis-tabs__list");
        foreach (var tab in Parts<PageTab>())
        {
            list.Add(tab.Render());
        }

        return new Element("nav").Class("cis-tabs", Classes).With("aria-label", AriaLabel ?? "Parts of this page").With(Attributes).Add(list);
    }
}
