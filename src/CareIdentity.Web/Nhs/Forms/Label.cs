using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-label")]
public sealed class Label : Titled
{
    [HtmlAttributeName("label-for")]
    public string? LabelFor { get; set; }

    internal override IHtmlContent Render()
    {
        if (Words is not { HasContent: true } words)
        {
            return HtmlString.Empty;
        }

        var caption = CaptionPart?.Sized(EffectiveSize);
        var label = new Heading
        {
            Id = Id,
            Text = words.Text,
            Html = words.Html,
            VisuallyHiddenText = HiddenWords,
            Size = EffectiveSize,
            Sizes = ["s", "m", "l", "xl"],
            ClassName = "nhsuk-label",
            ClassPrefix = "nhsuk-label--",
            Classes = Classes,
            Element = "label",
            Attributes = LabelFor is null ? Attributes : [new("for", LabelFor), .. Attributes],
        };
        label.Add(Inside(caption));
        var rendered = label.Render();
        return Beside(caption, HasHeading
            ? new Element("h" + (HeadingPart?.Level ?? "1")).Class("nhsuk-label-wrapper")
                .With("id", HeadingPart?.Id).With(HeadingPart?.Attributes ?? []).Add(rendered)
            : rendered);
    }
}
