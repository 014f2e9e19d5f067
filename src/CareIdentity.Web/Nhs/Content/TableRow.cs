using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-table-row")]
public sealed class TableRow : NhsComponent
{
    internal override bool Accepts(NhsComponent part) => part is TableCell;

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal Element RenderIn(Table table, IReadOnlyList<TableHeader> head)
    {
        var row = new Element("tr").Class("nhsuk-table__row", Classes)
            .With("role", table.Responsive ? "row" : null).With("id", Id).With(Attributes);
        var cells = Parts<TableCell>();
        for (var i = 0; i < cells.Count; i++)
        {
            row.Add(cells[i].RenderIn(table, i < head.Count ? head[i] : null, i == 0 && table.FirstCellIsHeader));
        }

        return row;
    }
}
