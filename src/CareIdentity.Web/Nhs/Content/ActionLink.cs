using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-action-link")]
public sealed class ActionLink : LinkOrButton
{
    public bool OpenInNewWindow { get; set; }

    internal override IHtmlContent Render() =>
        Open("nhsuk-action-link", Css.Modifier(Classes, Variant == "reverse", "nhsuk-action-link--reverse"), Classes)
            .With("target", OpenInNewWindow ? "_blank" : null)
            .With(Attributes)
            .Add(Icon.Render("arrow-right-circle"))
            .Add(new Element("span").Class("nhsuk-action-link__text").Add(Content));
}
