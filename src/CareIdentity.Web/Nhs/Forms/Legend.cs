using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-legend")]
public sealed class Legend : Titled
{
    internal override IHtmlContent Render()
    {
        if (Words is not { HasContent: true } words)
        {
            return HtmlString.Empty;
        }

        var caption = CaptionPart?.Sized(EffectiveSize);
        caption?.Placement = caption.Placement == "before" ? "start" : caption.Placement;
        var classes = Css.Join(
            "nhsuk-fieldset__legend",
            Css.Choice(Classes, EffectiveSize, "nhsuk-fieldset__legend--", "s", "m", "l", "xl"),
            Classes);
        var title = new Heading
        {
            Id = HasHeading ? HeadingPart?.Id : Id,
            Text = words.Text,
            Html = words.Html,
            VisuallyHiddenText = HiddenWords,
            Level = HeadingPart?.Level,
            Element = HasHeading ? null : "legend",
            ClassName = HasHeading ? "nhsuk-fieldset__heading" : classes,
            Attributes = HasHeading ? HeadingPart?.Attributes ?? [] : Attributes,
        };
        title.Add(Inside(caption));
        var rendered = title.Render();
        return Beside(caption, HasHeading
            ? new Element("legend").Class(classes).With("id", Id).With(Attributes).Add(rendered)
            : rendered);
    }
}
