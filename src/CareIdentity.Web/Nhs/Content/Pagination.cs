using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-pagination")]
public sealed class Pagination : NhsComponent
{
    public string? AriaLabel { get; set; }

    public string? PreviousUrl { get; set; }

    public string? PreviousPage { get; set; }

    public string? NextUrl { get; set; }

    public string? NextPage { get; set; }

    internal override bool Accepts(NhsComponent part) => part is PaginationItem or PaginationStep;

    internal override IHtmlContent Render()
    {
        var items = Parts<PaginationItem>();
        var steps = Parts<PaginationStep>();
        var previous = steps.FirstOrDefault(s => !s.IsNext) ?? new PaginationStep { Href = PreviousUrl, Label = PreviousPage };
        var next = steps.FirstOrDefault(s => s.IsNext) ?? new PaginationStep { Href = NextUrl, Label = NextPage, IsNext = true };
        var numbered = items.Count > 0;
        var nav = new Element("nav")
            .Class("nhsuk-pagination", numbered ? "nhsuk-pagination--numbered" : null, Classes)
            .With("id", Id).With("role", "navigation").With("aria-label", AriaLabel ?? "Pagination").With(Attributes);
        if (!numbered)
        {
            return nav.Add(new Element("ul").Class("nhsuk-list", "nhsuk-pagination__list").Add(Named(previous)).Add(Named(next)));
        }

        var list = new Element("ul").Class("nhsuk-pagination__list");
        foreach (var item in items)
        {
            list.Add(item.Render());
        }

        return nav.Add(Plain(previous)).Add(list).Add(Plain(next));
    }

    private static Element? Plain(PaginationStep step)
    {
        if (step.Href is null)
        {
            return null;
        }

        var link = new Element("a").With("href", step.Href)
            .Class(step.IsNext ? "nhsuk-pagination__next" : "nhsuk-pagination__previous")
            .With("rel", step.IsNext ? "next" : "prev");
        return step.IsNext ? link.Add(step.Title()).Add(step.Arrow()) : link.Add(step.Arrow()).Add(step.Title());
    }

    private static Element? Named(PaginationStep step)
    {
        if (step.Href is null)
        {
            return null;
        }

        var link = new Element("a")
            .Class("nhsuk-pagination__link", step.IsNext ? "nhsuk-pagination__link--next" : "nhsuk-pagination__link--prev")
            .With("href", step.Href).With("rel", step.IsNext ? "next" : "prev").With(step.Attributes)
            .Add(step.Title());
        if (step.Label is not null)
        {
            link.Add(" ").Add(new Element("span").Class("nhsuk-u-visually-hidden").Add(":"))
                .Add(" ").Add(new Element("span").Class("nhsuk-pagination__page").Add(step.Label));
        }

        return new Element("li").Class(step.IsNext ? "nhsuk-pagination-item--next" : "nhsuk-pagination-item--previous")
            .Add(link.Add(step.Arrow()));
    }
}
