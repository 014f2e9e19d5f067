using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A link or button that belongs to a card or to a row of a summary list: "Change", "Remove".</summary>
[HtmlTargetElement("nhs-action")]
public sealed class CardAction : NhsComponent
{
    public string? Href { get; set; }

    public string? Type { get; set; }

    public string? Name { get; set; }

    public string? Value { get; set; }

    /// <summary>What the action is about, for those who hear it out of its row: "passcode".</summary>
    public string? VisuallyHiddenText { get; set; }

    /// <summary>The card's heading, which is said after the action.</summary>
    internal Heading? Of { get; set; }

    internal override IHtmlContent Render()
    {
        var isLink = Href is not null && Type is null;
        var element = new Element(isLink ? "a" : "button").Class("nhsuk-link", Classes).With("id", Id);
        _ = isLink
            ? element.With("href", Href)
            : element.With("name", Name).With("type", Type ?? "submit").With("value", Value);
        element.With(Attributes).Add(Content);
        if (string.IsNullOrEmpty(VisuallyHiddenText) && Of is not { HasContent: true })
        {
            return element;
        }

        var hidden = new Element("span").Class("nhsuk-u-visually-hidden");
        if (!string.IsNullOrEmpty(VisuallyHiddenText))
        {
            hidden.Add(" " + VisuallyHiddenText);
        }

        return element.Add(Of is { HasContent: true } ? hidden.Add(" (").Add(Of.Content).Add(")") : hidden);
    }
}
