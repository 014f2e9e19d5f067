using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A column of the footer.</summary>
[HtmlTargetElement("nhs-footer-navigation")]
public sealed class FooterNavigation : NhsComponent
{
    public string? Heading { get; set; }

    public string? Width { get; set; }

    internal override bool Accepts(NhsComponent part) => part is FooterItem or Nhs.Heading;

    internal override IHtmlContent Render() => RenderAs("one-quarter");

    internal Element RenderAs(string width)
    {
        var heading = Part<Heading>() ?? new Heading { Text = Heading };
        var items = Parts<FooterItem>();
        return new Element("div").Class("nhsuk-grid-column-" + (Width ?? width))
            .Add(new Heading
            {
                Id = heading.Id,
                Text = heading.Text,
                Html = heading.Html,
                VisuallyHiddenText = heading.VisuallyHiddenText,
                Href = heading.Href,
                Level = "2",
                Size = "s",
                ClassName = "nhsuk-footer__heading",
                ClassPrefix = "nhsuk-heading-",
                Classes = heading.Classes,
                Attributes = heading.Attributes,
            }.Render())
            .Add(Html ?? (Text is null ? null : new Element("p").Class("nhsuk-body-s").Add(Text)))
            .Add(items.Count == 0 ? null : FooterItem.List(items));
    }
}
