using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-warning-callout")]
public sealed class WarningCallout : NhsComponent
{
    public string? Heading { get; set; }

    public string? HeadingLevel { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Heading or CardAction or CardActions;

    internal override IHtmlContent Render()
    {
        var heading = Part<Heading>() ?? new Heading { Text = Heading, Level = HeadingLevel };
        heading.Level ??= "3";
        if (heading.Text?.Contains("important", StringComparison.OrdinalIgnoreCase) == false)
        {
            heading.VisuallyHiddenText ??= "Important";
        }

        var card = new Card { Id = Id, Classes = Classes, Attributes = Attributes, Variant = "warning", Html = Html, Description = Text };
        card.Add([heading, .. Parts<CardAction>(), Part<CardActions>()]);
        return card.Render();
    }
}
