using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-summary-list")]
public sealed class SummaryList : NhsComponent
{
    public bool? Border { get; set; }

    public bool? LastRowBorder { get; set; }

    internal Card? CardPart => Part<Card>();

    internal override bool Accepts(NhsComponent part) => part is SummaryListRow or Card;

    internal override IHtmlContent Render()
    {
        var rows = Parts<SummaryListRow>();
        var hasActions = rows.Any(r => r.Actions.Count > 0);
        var list = new Element("dl")
            .Class(
                "nhsuk-summary-list",
                Border is false
                    ? Css.Modifier(Classes, true, "nhsuk-summary-list--no-border")
                    : Css.Modifier(Classes, LastRowBorder is false, "nhsuk-summary-list--no-last-row-border"),
                Classes)
            .With("id", Id).With(Attributes);
        for (var i = 0; i < rows.Count; i++)
        {
            list.Add(rows[i].RenderIn(this, hasActions, i == rows.Count - 1));
        }

        list.Add(rows.Count == 0 ? Html : null);
        if (CardPart is not { } card)
        {
            return list;
        }

        card.Html = list;
        return card.Render();
    }
}
