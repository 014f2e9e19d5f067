using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A table's caption, where it needs more than words and a size.</summary>
[HtmlTargetElement("nhs-table-caption")]
public sealed class TableCaption : NhsComponent
{
    public string? Size { get; set; }

    public string? VisuallyHiddenText { get; set; }

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal string? IdIn(Table table)
    {
        if (Id is not null || !table.Scroll)
        {
            return Id;
        }

        if (table.Id is not null)
        {
            return table.Id + "-caption";
        }

        if (Text is null)
        {
            return null;
        }

        var name = Text.Replace(' ', '-').ToLowerInvariant();
        return $"table-{name[..Math.Min(40, name.Length)]}-caption";
    }

    internal IHtmlContent RenderIn(Table table, bool sortable)
    {
        var hidden = VisuallyHiddenText ?? (sortable ? "Column headers are sortable" : null);
        return new Heading
        {
            Id = IdIn(table),
            Text = Text,
            Html = Html,
            VisuallyHiddenText = hidden is null ? null : $"({hidden})",
            Size = Size,
            Sizes = ["s", "m", "l", "xl"],
            ClassName = "nhsuk-table__caption",
            ClassPrefix = "nhsuk-table__caption--",
            Classes = Classes,
            Attributes = Attributes,
            Element = "caption",
        }.Render();
    }
}
