using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>What label and legend share: they may be the heading of the page, and carry a caption.</summary>
public abstract class Titled : NhsComponent
{
    public string? Size { get; set; }

    public string? Heading { get; set; }

    /// <summary>A page with one question makes the question its heading.</summary>
    public bool? IsPageHeading { get; set; }

    public string? Caption { get; set; }

    public string? VisuallyHiddenText { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Heading or Nhs.Caption;

    private protected Heading? HeadingPart => Part<Heading>() ?? (Heading is null ? null : new Heading { Text = Heading });

    private protected bool HasHeading => IsPageHeading is true || (IsPageHeading is not false && HeadingPart is not null);

    private protected string? EffectiveSize => (HasHeading ? HeadingPart?.Size : null) ?? Size;

    private protected NhsComponent? Words => HasHeading
        ? HeadingPart is { HasContent: true } heading ? heading : this
        : HasContent ? this : HeadingPart;

    private protected string? HiddenWords => (HasHeading ? HeadingPart?.VisuallyHiddenText : null) ?? VisuallyHiddenText;

    private protected Caption? CaptionPart =>
        (HasHeading ? HeadingPart?.CaptionPart : null)
        ?? Part<Caption>() ?? (Caption is null ? null : new Caption { Text = Caption });

    private protected static IHtmlContent Beside(Caption? caption, IHtmlContent content) => caption?.Placement switch
    {
        "before" => new HtmlContentBuilder().AppendHtml(caption.Render()).AppendHtml(content),
        "after" => new HtmlContentBuilder().AppendHtml(content).AppendHtml(caption.Render()),
        _ => content,
    };

    private protected static Caption? Inside(Caption? caption) => caption?.Placement is "before" or "after" ? null : caption;
}
