using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A table; <c>responsive</c> turns rows into cards on a phone, <c>scroll</c> keeps wide ones in their own region.</summary>
[HtmlTargetElement("nhs-table")]
public sealed class Table : NhsComponent
{
    public string? Caption { get; set; }

    public string? CaptionSize { get; set; }

    public string? CaptionClasses { get; set; }

    public string? Heading { get; set; }

    public string? HeadingLevel { get; set; }

    public string? Variant { get; set; }

    public bool Compact { get; set; }

    public bool Responsive { get; set; }

    public bool Striped { get; set; }

    public bool Scroll { get; set; }

    public bool Panel { get; set; }

    public bool FirstCellIsHeader { get; set; }

    public bool? Border { get; set; }

    public bool? LastRowBorder { get; set; }

    internal bool IsSortable => Parts<TableHeader>().Any(h => h.Sort is not null);

    internal bool IsSortedOnServer
    {
        get
        {
            // As upstream decides it: a link counts from the first sortable column on.
            var sortable = false;
            foreach (var header in Parts<TableHeader>())
            {
                sortable |= header.Sort is not null;
                if (sortable && header.Href is not null)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal override bool Accepts(NhsComponent part) => part is TableHeader or TableRow or Card or TableCaption;

    internal override IHtmlContent Render()
    {
        var caption = Part<TableCaption>() ?? new TableCaption { Text = Caption, Size = CaptionSize, Classes = CaptionClasses };
        IHtmlContent table = RenderTable(caption);
        if (Scroll)
        {
            table = new Scroll { LabelledBy = caption.IdIn(this), Variant = Variant, Html = table }.Render();
        }

        var card = Part<Card>() ?? (Panel ? new Card { Heading = Heading, HeadingLevel = HeadingLevel, Variant = "feature" } : null);
        if (card is null)
        {
            return table;
        }

        card.Html = table;
        return card.Render();
    }

    private Element RenderTable(TableCaption caption)
    {
        var classes = Css.Join(
            "nhsuk-table",
            Css.Modifier(Classes, Variant == "reverse", "nhsuk-table--reverse"),
            Css.Modifier(Classes, Compact, "nhsuk-table--compact"),
            Css.Modifier(Classes, Responsive, "nhsuk-table--responsive"),
            Border is false
                ? Css.Modifier(Classes, true, "nhsuk-table--no-border")
                : Css.Modifier(Classes, LastRowBorder is false, "nhsuk-table--no-last-row-border"),
            Css.Modifier(Classes, IsSortable, "nhsuk-table--sortable"),
            Css.Modifier(Classes, Striped, "nhsuk-table--striped"),
            Classes);
        var sortable = Css.Has(classes, "nhsuk-table--sortable");
        var table = new Element("table").Class(classes).With("id", Id)
            .With("data-module", sortable && !IsSortedOnServer ? "nhsuk-table" : null)
            .With("role", Responsive ? "table" : null).With(Attributes)
            .Add(caption.RenderIn(this, sortable));

        var head = Parts<TableHeader>();
        if (head.Count > 0)
        {
            var row = new Element("tr").Class("nhsuk-table__row").With("role", Responsive ? "row" : null);
            foreach (var header in head)
            {
                row.Add(header.RenderIn(this));
            }

            table.Add(new Element("thead").Class("nhsuk-table__head").With("role", Responsive ? "rowgroup" : null).Add(row));
        }

        var body = new Element("tbody").Class("nhsuk-table__body");
        foreach (var row in Parts<TableRow>())
        {
            body.Add(row.RenderIn(this, head));
        }

        return table.Add(body);
    }
}
