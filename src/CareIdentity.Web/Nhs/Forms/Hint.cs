using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-hint")]
public sealed class Hint : NhsComponent
{
    internal override IHtmlContent Render() =>
        new Element("div").Class("nhsuk-hint", Classes).With("id", Id).With(Attributes).Add(Content);
}
