using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>One of several pages side by side, with how much waits on it.</summary>
[HtmlTargetElement("nhs-page-tab")]
public sealed class PageTab : NhsComponent
{
    public string? Href { get; set; }

    public long? Count { get; set; }

    public bool Current { get; set; }

    internal override IHtmlContent Render() => new Element("li").Class("cis-tabs__item", Current ? "cis-tabs__item--current" : null)
        .Add(new Element("a").Class("cis-tabs__link").With("href", Href).With("aria-current", Current ? "page" : null)
            .Add(Content)
            .Add(Count is null ? null : new Element("span").Class("cis-tabs__count").Add(" (" + Count.Value.ToString("N0", CultureInfo.InvariantCulture) + ")")));
}
