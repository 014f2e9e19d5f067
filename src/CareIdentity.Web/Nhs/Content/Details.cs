using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-details")]
public sealed class Details : NhsComponent
{
    public string? Summary { get; set; }

    public string? Variant { get; set; }

    public bool Open { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Part { Element: "nhs-summary" };

    internal override IHtmlContent Render()
    {
        NhsComponent summary = Part("nhs-summary") ?? new Part { Text = Summary };
        return new Element("details")
            .Class("nhsuk-details", Css.Modifier(Classes, Variant == "reverse", "nhsuk-details--reverse"), Classes)
            .With("id", Id).With(Attributes).With("open", Open)
            .Add(new Element("summary")
                .Class("nhsuk-details__summary", summary.Classes).With(summary.Attributes)
                .Add(new Element("span").Class("nhsuk-details__summary-text").Add(summary.Content)))
            .Add(new Element("div").Class("nhsuk-details__text").Add(Content));
    }
}
