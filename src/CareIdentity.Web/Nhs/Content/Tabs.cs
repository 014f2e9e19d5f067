using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Tabs within one page. For tabs that are pages of their own use <c>&lt;nhs-page-tabs&gt;</c>.</summary>
[HtmlTargetElement("nhs-tabs")]
public sealed class Tabs : NhsComponent
{
    public string? IdPrefix { get; set; }

    public string? VisuallyHiddenText { get; set; }

    internal override bool Accepts(NhsComponent part) => part is TabsItem;

    internal override IHtmlContent Render()
    {
        var tabs = new Element("div").Class("nhsuk-tabs", Classes).With("id", Id).With("data-module", "nhsuk-tabs").With(Attributes)
            .Add(new Heading { Text = VisuallyHiddenText ?? "Contents", Level = "2", ClassName = "nhsuk-tabs__heading" }.Render());
        var items = Parts<TabsItem>();
        if (items.Count == 0)
        {
            return tabs;
        }

        var list = new Element("ul").Class("nhsuk-tabs__list");
        var panels = new HtmlContentBuilder();
        for (var i = 0; i < items.Count; i++)
        {
            var panel = items[i].Id ?? $"{IdPrefix ?? Id}-{i + 1}";
            list.Add(items[i].Tab(panel, i == 0));
            panels.AppendHtml(items[i].Panel(panel, i == 0));
        }

        return tabs.Add(list).Add(panels);
    }
}
