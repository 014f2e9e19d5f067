using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-panel")]
public sealed class Panel : NhsComponent
{
    public string? Heading { get; set; }

    public string? HeadingLevel { get; set; }

    /// <summary><c>interruption</c> makes the reader stop before going on.</summary>
    public string? Variant { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Heading;

    internal override IHtmlContent Render()
    {
        var heading = Part<Heading>() ?? new Heading { Text = Heading, Level = HeadingLevel };
        var title = new Heading
        {
            Id = heading.Id,
            Text = heading.Text,
            Html = heading.Html,
            VisuallyHiddenText = heading.VisuallyHiddenText,
            Href = heading.Href,
            Level = heading.Level,
            Size = heading.Size,
            Sizes = ["m", "l", "xl"],
            ClassName = "nhsuk-panel__heading",
            ClassPrefix = "nhsuk-panel__heading--",
            Classes = heading.Classes,
            Attributes = heading.Attributes,
        };
        title.Add(heading.CaptionPart);
        return new Element("div")
            .Class("nhsuk-panel", Css.Modifier(Classes, Variant == "interruption", "nhsuk-panel--interruption"), Classes)
            .With("id", Id).With(Attributes)
            .Add(title.Render())
            .Add(HasContent ? new Element("div").Class("nhsuk-panel__body").Add(Content) : null);
    }
}
