using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-notification-banner")]
public sealed class NotificationBanner : NhsComponent
{
    public string? Title { get; set; }

    public string? TitleId { get; set; }

    public string? Heading { get; set; }

    /// <summary><c>success</c> says what has been done, and is announced at once.</summary>
    public string? Variant { get; set; }

    public string? Role { get; set; }

    public bool? DisableAutoFocus { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Heading;

    internal override IHtmlContent Render()
    {
        var isSuccess = Variant == "success";
        var heading = Parts<Heading>().LastOrDefault(h => !h.IsTitle) ?? new Heading { Text = Heading };
        var title = Parts<Heading>().LastOrDefault(h => h.IsTitle) ?? new Heading { Text = Title, Id = TitleId };
        var titleId = title.Id ?? "nhsuk-notification-banner-title";
        var content = new Element("div").Class("nhsuk-notification-banner__content")
            .Add(new Heading
            {
                Id = heading.Id,
                Text = heading.Text,
                Html = heading.Html,
                VisuallyHiddenText = heading.VisuallyHiddenText,
                Href = heading.Href,
                Level = heading.Level ?? "3",
                Element = heading.Element,
                ClassName = "nhsuk-notification-banner__heading",
                Classes = heading.Classes,
                Attributes = heading.Attributes,
            }.Render());

        return new Element("div")
            .Class("nhsuk-notification-banner", Classes, Css.Modifier(Classes, isSuccess, "nhsuk-notification-banner--success"))
            .With("id", Id).With("data-module", "nhsuk-notification-banner")
            .With("data-disable-auto-focus", DisableAutoFocus switch { true => "true", false => "false", null => null })
            .With("role", Role ?? (isSuccess ? "alert" : "region"))
            .With("aria-labelledby", titleId).With(Attributes)
            .Add(new Element("div").Class("nhsuk-notification-banner__header").Add(new Heading
            {
                Id = titleId,
                Text = title.HasContent ? title.Text : isSuccess ? "Success" : "Important",
                Html = title.Html,
                VisuallyHiddenText = title.VisuallyHiddenText,
                Level = title.Level ?? "2",
                ClassName = "nhsuk-notification-banner__title",
                Classes = title.Classes,
                Attributes = title.Attributes,
            }.Render()))
            .Add(content.Add(Html ?? Paragraph(heading)));
    }

    private Element? Paragraph(Heading heading) => Text is null
        ? null
        : new Element("p").Class(heading.HasContent ? "nhsuk-body" : "nhsuk-notification-banner__heading").Add(Text);
}
