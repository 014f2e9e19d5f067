using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A card; non-urgent, urgent and emergency make it a care card.</summary>
[HtmlTargetElement("nhs-card")]
public sealed class Card : NhsComponent
{
    public string? Heading { get; set; }

    public string? HeadingLevel { get; set; }

    public string? HeadingSize { get; set; }

    public string? Description { get; set; }

    public string? Href { get; set; }

    public bool Clickable { get; set; }

    /// <summary>feature, primary, secondary, warning, non-urgent, urgent or emergency.</summary>
    public string? Variant { get; set; }

    public string? ImageSrc { get; set; }

    public string? ImageAlt { get; set; }

    internal Heading HeadingPart =>
        Part<Heading>() ?? new Heading { Text = Heading, Level = HeadingLevel, Size = HeadingSize };

    internal override bool Accepts(NhsComponent part) => part
        is Nhs.Heading or CardAction or CardActions or Part { Element: "nhs-description" or "nhs-image" };

    internal override IHtmlContent Render()
    {
        var heading = HeadingPart;
        var isCare = Variant is "non-urgent" or "urgent" or "emergency" && heading.HasContent;
        var classes = Css.Join(
            "nhsuk-card",
            Clickable ? "nhsuk-card--clickable" : null,
            Css.Choice(Classes, Variant, "nhsuk-card--", "feature", "primary", "secondary", "warning"),
            isCare ? Css.Modifier(Classes, true, "nhsuk-card--care nhsuk-card--care--" + Variant, "nhsuk-card--care--") : null,
            Classes);
        var group = Part<CardActions>();
        var actions = group?.Parts<CardAction>() ?? Parts<CardAction>();
        var title = RenderHeading(heading, classes, isCare);
        var description = Part("nhs-description");

        var card = new Element("div").Class(classes).With("id", Id).With(Attributes).Add(Image());
        if (isCare || actions.Count > 0)
        {
            card.Add(new Element("div").Class("nhsuk-card__heading-container")
                .Add(title).Add(RenderActions(actions, group?.Classes, heading)));
            title = null;
        }

        var content = new Element("div")
            .Class("nhsuk-card__content", description?.Classes).With(description?.Attributes ?? [])
            .Add(title).Add(Body(description));
        return card.Add(Css.Has(classes, "nhsuk-card--primary") ? content.Add(Icon.Render("chevron-right-circle")) : content);
    }

    private IHtmlContent? Image() =>
        Part("nhs-image")?.Html ?? (ImageSrc is null
            ? null
            : new Element("img").Class("nhsuk-card__img").With("src", ImageSrc).With("alt", ImageAlt ?? string.Empty));

    private IHtmlContent? Body(Part? description)
    {
        var text = description?.Text ?? Description;
        return Html ?? description?.Html
            ?? (text is null ? null : new Element("p").Class("nhsuk-card__description").Add(text));
    }

    private HtmlContentBuilder RenderHeading(Heading heading, string classes, bool isCare)
    {
        var hidden = heading.VisuallyHiddenText ?? (!isCare ? null : Variant switch
        {
            "emergency" => "Immediate action required",
            "urgent" => "Urgent advice",
            _ => "Non-urgent advice",
        });
        IHtmlContent inner = heading.Content;
        if (Href is not null && !Css.Has(classes, "nhsuk-card--feature"))
        {
            inner = new Element("a").Class("nhsuk-card__link").With("href", Href).Add(inner);
        }
        else if (hidden is not null)
        {
            inner = new Element("span").With("role", "text")
                .Add(new Element("span").Class("nhsuk-u-visually-hidden").Add(hidden + ": ")).Add(inner);
        }

        var titled = new HtmlContentBuilder();
        if (heading.HasContent)
        {
            var title = new Heading
            {
                Id = heading.Id,
                Size = heading.Size,
                Level = heading.Level ?? "2",
                Classes = heading.Classes,
                ClassName = "nhsuk-card__heading",
                ClassPrefix = "nhsuk-heading-",
                Attributes = heading.Attributes,
                Inner = inner,
            };
            title.Add(heading.CaptionPart);
            titled.AppendHtml(title.Render());
        }

        return isCare
            ? (HtmlContentBuilder)titled.AppendHtml(new Element("span").Class("nhsuk-card--care__arrow").With("aria-hidden", "true"))
            : titled;
    }

    private static Element? RenderActions(IReadOnlyList<CardAction> actions, string? classes, Heading heading)
    {
        foreach (var action in actions)
        {
            action.Of = heading;
        }

        if (actions.Count <= 1)
        {
            return actions.Count == 0
                ? null
                : new Element("div").Class("nhsuk-card__actions", classes).Add(actions[0].Render());
        }

        var list = new Element("ul").Class("nhsuk-card__actions", classes);
        foreach (var action in actions)
        {
            list.Add(new Element("li").Class("nhsuk-card__action").Add(action.Render()));
        }

        return list;
    }
}
