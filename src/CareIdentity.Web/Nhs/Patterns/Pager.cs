using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Which part of a list is shown, and the way to the others: <c>&lt;nhs-pager list="Model.List" total="Model.Total" one="person" many="people"/&gt;</c>.</summary>
[HtmlTargetElement("nhs-pager")]
public sealed class Pager : NhsComponent
{
    public ListState? List { get; set; }

    public long Total { get; set; }

    public string One { get; set; } = "entry";

    public string? Many { get; set; }

    internal override IHtmlContent Render()
    {
        var list = List ?? throw new InvalidOperationException("nhs-pager needs its list.");
        var pages = list.Pages(Total);
        var last = Math.Min(list.Skip + ListState.PageSize, Total);
        // An old link, or a list that became shorter in another tab.
        var beyond = list.Page > pages;
        var words = beyond
            ? $"There is no page {list.Page:N0}. The last of {DateWords.Count(Total, One, Many)} is on page {pages:N0}."
            : pages == 1 ? DateWords.Count(Total, One, Many)
            : $"{list.Skip + 1:N0} to {last:N0} of {DateWords.Count(Total, One, Many)}";
        var shown = new HtmlContentBuilder().AppendHtml(new Element("p").Class("cis-pager").Add(words));
        if (pages == 1 && !beyond)
        {
            return shown;
        }

        var pagination = new Pagination
        {
            PreviousUrl = beyond ? list.PageHref(pages) : list.Page > 1 ? list.PageHref(list.Page - 1) : null,
            NextUrl = list.Page < pages ? list.PageHref(list.Page + 1) : null,
            AriaLabel = "Pages",
        };
        pagination.Add(Numbers(Math.Min(list.Page, pages), pages).Select(n => n is null
            ? new PaginationItem { Ellipsis = true }
            : new PaginationItem { Number = $"{n}", Href = list.PageHref(n.Value), Current = n == list.Page }));
        return shown.AppendHtml(pagination.Render());
    }

    /// <summary>First, last and the neighbours; a gap of one page is that page.</summary>
    internal static IReadOnlyList<int?> Numbers(int page, int pages)
    {
        var kept = Enumerable.Range(page - 1, 3).Append(1).Append(pages).Where(n => n >= 1 && n <= pages).Distinct().Order();
        var numbers = new List<int?>();
        foreach (var number in kept)
        {
            if (numbers.Count > 0 && number - numbers[^1] == 2)
            {
                numbers.Add(number - 1);
            }
            else if (numbers.Count > 0 && number - numbers[^1] > 2)
            {
                numbers.Add(null);
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
