using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A heading with an optional caption; also what labels, legends, cards and panels put their title in.</summary>
[HtmlTargetElement("nhs-heading")]
[HtmlTargetElement("nhs-title")]
public sealed class Heading : NhsComponent
{
    public string? Caption { get; set; }

    public string? Size { get; set; }

    public string? Level { get; set; }

    public string? Href { get; set; }

    public string? VisuallyHiddenText { get; set; }

    public string? Element { get; set; }

    /// <summary>Written as nhs-title: the banner's own title, which is not its heading.</summary>
    internal bool IsTitle { get; set; }

    internal string ClassName { get; init; } = "nhsuk-heading";

    internal string? ClassPrefix { get; init; }

    internal string[] Sizes { get; init; } = ["xxs", "xs", "s", "m", "l", "xl"];

    /// <summary>Content that replaces text and link, where a component writes its own.</summary>
    internal IHtmlContent? Inner { get; init; }

    internal Caption? CaptionPart => Part<Caption>() ?? (Caption is null ? null : new Caption { Text = Caption });

    public override void Init(TagHelperContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        IsTitle = context.TagName == "nhs-title";
        base.Init(context);
    }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Caption;

    internal override IHtmlContent Render()
    {
        if (!HasContent && Inner is null)
        {
            return HtmlString.Empty;
        }

        var caption = CaptionPart is { HasContent: true } given ? given.Sized(Permitted ? Size : null) : null;
        var element = new Element((Element ?? "h" + (Level ?? "1")).ToLowerInvariant())
            .Class(ClassNames(), Classes).With("id", Id).With(Attributes);
        if (caption is { Placement: null or "start" })
        {
            element.Add(caption.Render()).Add(" ");
        }

        element.Add(Inner ?? Linked());
        if (!string.IsNullOrEmpty(VisuallyHiddenText))
        {
            element.Add(new Element("span").Class("nhsuk-u-visually-hidden").Add(" " + VisuallyHiddenText));
        }

        if (caption is { Placement: "end" })
        {
            element.Add(" ").Add(caption.Render());
        }

        return caption switch
        {
            { Placement: "before" } => new HtmlContentBuilder().AppendHtml(caption.Render()).AppendHtml(element),
            { Placement: "after" } => new HtmlContentBuilder().AppendHtml(element).AppendHtml(caption.Render()),
            _ => element,
        };
    }

    private bool Permitted => Size is not null && Sizes.Contains(Size) && !Sizes.Any(s => Css.Has(Classes, Prefix + s));

    private string Prefix => ClassPrefix ?? ClassName + "-";

    private string ClassNames() => (Permitted, Prefix == ClassName + "-") switch
    {
        (false, _) => ClassName,
        (true, true) => Prefix + Size,
        (true, false) => $"{ClassName} {Prefix}{Size}",
    };

    private IHtmlContent Linked() =>
        Href is null ? Content : new Element("a").Class("nhsuk-link").With("href", Href).Add(Content);
}
