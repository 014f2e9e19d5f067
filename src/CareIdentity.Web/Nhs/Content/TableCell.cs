using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-table-cell")]
public sealed class TableCell : NhsComponent
{
    public string? VisuallyHiddenText { get; set; }

    public string? Format { get; set; }

    public string? Align { get; set; }

    public string? Width { get; set; }

    public string? Href { get; set; }

    public string? Colspan { get; set; }

    public string? Rowspan { get; set; }

    public string? SortValue { get; set; }

    internal override IHtmlContent Render() => RenderIn(new Table(), null, false);

    internal IHtmlContent RenderIn(Table table, TableHeader? header, bool isRowHeader)
    {
        var element = isRowHeader ? "th" : "td";
        var cell = Open(element, Format ?? header?.Format, Align ?? (Format == "string" && header?.Format == "numeric" ? "right" : header?.Align), Width, Classes)
            .With("scope", isRowHeader ? "row" : null)
            .With("role", !table.Responsive ? null : isRowHeader ? "rowheader" : "cell")
            .With("colspan", table.Responsive ? null : Colspan)
            .With("rowspan", Rowspan).With("data-sort-value", SortValue).With(Attributes);
        if (!table.Responsive)
        {
            return cell.Add(Linked(Href, Value(this, VisuallyHiddenText)));
        }

        var name = new Element("span").Class("nhsuk-table__heading").With("aria-hidden", "true");
        if (header is not null)
        {
            name.Add(Value(header, header.VisuallyHiddenText));
        }

        var value = Linked(Href, Value(this, VisuallyHiddenText));
        return cell.Add(name.Add(" ")).Add(Html is null ? value : new Element("span").Add(value));
    }

    internal static Element Open(string element, string? format, string? align, string? width, string? classes)
    {
        var name = element == "th" ? "nhsuk-table__header" : "nhsuk-table__cell";
        return new Element(element).Class(
            name,
            Css.Modifier(classes, format == "numeric", name + "--numeric"),
            Css.Choice(classes, align, "nhsuk-u-text-align-", "left", "centre", "right"),
            Css.Modifier(classes, width is not null, "nhsuk-u-width-" + width),
            classes);
    }

    /// <summary>No link where a page gives none: an attribute whose expression is null arrives here as an empty text.</summary>
    internal static IHtmlContent Linked(string? href, IHtmlContent value) =>
        string.IsNullOrEmpty(href) ? value : new Element("a").Class("nhsuk-link").With("href", href).Add(value);

    internal static IHtmlContent Value(NhsComponent cell, string? hidden)
    {
        var value = new HtmlContentBuilder().AppendHtml(cell.Content);
        return string.IsNullOrEmpty(hidden)
            ? value
            : value.AppendHtml(new Element("span").Class("nhsuk-u-visually-hidden").Add((cell.HasContent ? " " : string.Empty) + hidden));
    }
}
