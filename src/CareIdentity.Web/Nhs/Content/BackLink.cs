using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-back-link")]
public sealed class BackLink : LinkOrButton
{
    public string? VisuallyHiddenText { get; set; }

    internal override IHtmlContent Render()
    {
        var reverse = Css.Modifier(Classes, Variant == "reverse", "nhsuk-back-link--reverse");
        var link = Open("nhsuk-back-link", reverse, Classes).With(Attributes);
        if (!string.IsNullOrEmpty(VisuallyHiddenText))
        {
            link.Add(new Element("span").Class("nhsuk-u-visually-hidden").Add(VisuallyHiddenText + " "));
        }

        return HasContent ? link.Add(Content) : link.Add("Back");
    }
}
