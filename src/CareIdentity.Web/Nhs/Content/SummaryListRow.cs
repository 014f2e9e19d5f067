using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-summary-list-row")]
public sealed class SummaryListRow : NhsComponent
{
    public string? Key { get; set; }

    public string? Value { get; set; }

    public bool? Border { get; set; }

    internal IReadOnlyList<CardAction> Actions => Part<CardActions>()?.Parts<CardAction>() ?? Parts<CardAction>();

    internal override bool Accepts(NhsComponent part) =>
        part is CardAction or CardActions or Part { Element: "nhs-key" or "nhs-value" };

    internal override IHtmlContent Render() => RenderIn(new SummaryList(), false, false);

    internal IHtmlContent RenderIn(SummaryList list, bool hasActions, bool isLast)
    {
        var key = Part("nhs-key") ?? new Part { Text = Key };
        var value = Part("nhs-value") ?? new Part { Text = Value, Html = Html };
        var noBorder = Border is false
            && !Css.Has(list.Classes, "nhsuk-summary-list--no-border")
            && !Css.Has(list.Classes, "nhsuk-summary-list--no-last-row-border")
            && !(list.LastRowBorder is false && isLast);
        return new Element("div")
            .Class(
                "nhsuk-summary-list__row",
                hasActions && Actions.Count == 0 ? "nhsuk-summary-list__row--no-actions" : null,
                Css.Modifier(Classes, noBorder, "nhsuk-summary-list__row--no-border"),
                Classes)
            .With("id", Id).With(Attributes)
            .Add(Cell("dt", "nhsuk-summary-list__key", key))
            .Add(Cell("dd", "nhsuk-summary-list__value", value))
            .Add(RenderActions(list.CardPart?.HeadingPart));
    }

    private static Element Cell(string element, string name, Part part) => new Element(element)
        .Class(name, Width(part.Classes, part.Width), part.Classes)
        .With("id", part.Id).With(part.Attributes).Add(part.Content);

    private static string? Width(string? classes, string? width) =>
        Css.Modifier(classes, width is not null, "nhsuk-u-width-" + width);

    private Element? RenderActions(Heading? of)
    {
        if (Actions.Count == 0)
        {
            return null;
        }

        var group = Part<CardActions>();
        var cell = new Element("dd")
            .Class("nhsuk-summary-list__actions", Width(group?.Classes, group?.Width), group?.Classes)
            .With("id", group?.Id).With(group?.Attributes ?? []);
        foreach (var action in Actions)
        {
            action.Of = of;
        }

        if (Actions.Count == 1)
        {
            return cell.Add(Actions[0].Render());
        }

        var list = new Element("ul").Class("nhsuk-summary-list__actions-list");
        foreach (var action in Actions)
        {
            list.Add(new Element("li").Class("nhsuk-summary-list__actions-list-item").Add(action.Render()));
        }

        return cell.Add(list);
    }
}
