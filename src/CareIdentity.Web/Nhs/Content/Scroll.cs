using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Content wider than the page scrolls inside its own named region.</summary>
[HtmlTargetElement("nhs-scroll")]
public sealed class Scroll : NhsComponent
{
    public string? LabelledBy { get; set; }

    public string? Variant { get; set; }

    internal override IHtmlContent Render() => new Element("div")
        .Class("nhsuk-scroll", Css.Modifier(Classes, Variant == "reverse", "nhsuk-scroll--reverse"), Classes)
        .With("id", Id).With("data-module", "nhsuk-scroll").With(Attributes)
        .Add(new Element("div").Class("nhsuk-scroll__content").With("role", "region").With("aria-labelledby", LabelledBy)
            .Add(Html ?? (Text is null ? null : new Element("p").Add(Text))));
}
