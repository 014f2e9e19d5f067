using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>The way to the previous or next page, with its label where pages have names.</summary>
[HtmlTargetElement("nhs-previous")]
[HtmlTargetElement("nhs-next")]
public sealed class PaginationStep : NhsComponent
{
    public string? Href { get; set; }

    public string? Label { get; set; }

    internal bool IsNext { get; set; }

    public override void Init(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IsNext = context.TagName == "nhs-next";
        base.Init(context);
    }

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal Element Title() => HasContent
        ? new Element("span").Class("nhsuk-pagination__title").Add(Content)
        : new Element("span").Class("nhsuk-pagination__title").Add(IsNext ? "Next" : "Previous")
            .Add(new Element("span").Class("nhsuk-u-visually-hidden").Add(" page"));

    internal IHtmlContent? Arrow() => Icon.Render(IsNext ? "arrow-right" : "arrow-left");
}
