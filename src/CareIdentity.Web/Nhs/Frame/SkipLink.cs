using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-skip-link")]
public sealed class SkipLink : NhsComponent
{
    public string? Href { get; set; }

    internal override IHtmlContent Render()
    {
        var link = new Element("a").Class("nhsuk-skip-link", Classes).With("id", Id)
            .With("data-module", "nhsuk-skip-link").With("href", Href ?? "#maincontent").With(Attributes);
        return HasContent ? link.Add(Content) : link.Add("Skip to main content");
    }
}
