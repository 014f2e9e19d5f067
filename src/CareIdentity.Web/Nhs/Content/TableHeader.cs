using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A column's header. With <c>sort</c> and <c>href</c> the server sorts and no script is needed.</summary>
[HtmlTargetElement("nhs-table-header")]
public sealed class TableHeader : NhsComponent
{
    public string? VisuallyHiddenText { get; set; }

    public string? Format { get; set; }

    public string? Align { get; set; }

    public string? Width { get; set; }

    public string? Href { get; set; }

    public string? Colspan { get; set; }

    public string? Rowspan { get; set; }

    /// <summary>none, ascending or descending.</summary>
    public string? Sort { get; set; }

    public string? SortNext { get; set; }

    internal override IHtmlContent Render() => RenderIn(new Table());

    internal IHtmlContent RenderIn(Table table) =>
        TableCell.Open("th", Format, Align, Width, Classes)
            .With("scope", "col")
            .With("role", table.Responsive ? "columnheader" : null)
            .With("colspan", table.Responsive ? null : Colspan)
            .With("rowspan", Rowspan)
            .With("data-sort", Sort is not null)
            .With("data-sort-next", table.IsSortedOnServer ? null : SortNext)
            .With("aria-sort", Sort is null or "none" ? null : Sort)
            .With(Attributes)
            .Add(TableCell.Linked(Href, TableCell.Value(this, VisuallyHiddenText)));
}
