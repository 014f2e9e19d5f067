using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-tabs-item")]
public sealed class TabsItem : NhsComponent
{
    public string? Label { get; set; }

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal Element Tab(string panel, bool isFirst) => new Element("li")
        .Class("nhsuk-tabs__list-item", isFirst ? "nhsuk-tabs__list-item--selected" : null)
        .Add(new Element("a").Class("nhsuk-tabs__tab").With("href", "#" + panel).With(Attributes).Add(Label));

    internal Element Panel(string panel, bool isFirst) => new Element("div")
        .Class("nhsuk-tabs__panel", isFirst ? null : "nhsuk-tabs__panel--hidden").With("id", panel)
        .Add(Html ?? (Text is null ? null : new Element("p").Add(Text)));
}
