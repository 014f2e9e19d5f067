using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-contents-list")]
public sealed class ContentsList : NhsComponent
{
    public string? AriaLabel { get; set; }

    public string? VisuallyHiddenText { get; set; }

    internal override bool Accepts(NhsComponent part) => part is ContentsListItem;

    internal override IHtmlContent Render() => new Element("nav")
        .Class("nhsuk-contents-list", Classes).With("id", Id).With("role", "navigation")
        .With("aria-label", AriaLabel ?? "Pages in this guide").With(Attributes)
        .Add(new Element("h2").Class("nhsuk-u-visually-hidden").Add(VisuallyHiddenText ?? "Contents"))
        .Add(ContentsListItem.List(Parts<ContentsListItem>()));
}
