using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A state in a word and a colour. <c>colour="none"</c> takes the colour away, <c>border="false"</c> the edge.</summary>
[HtmlTargetElement("nhs-tag")]
public sealed class Tag : NhsComponent
{
    public string? Colour { get; set; }

    public bool? Border { get; set; }

    internal override IHtmlContent Render() => new Element("strong")
        .Class(
            "nhsuk-tag",
            Css.Choice(Classes, Colour, "nhsuk-tag--", "white", "grey", "green", "aqua-green", "blue", "purple", "pink", "red", "orange", "yellow"),
            Css.Modifier(Classes, Colour == "none", "nhsuk-tag--no-colour"),
            Css.Modifier(Classes, Border is false, "nhsuk-tag--no-border"),
            Classes)
        .With("id", Id).With(Attributes).Add(Content);
}
