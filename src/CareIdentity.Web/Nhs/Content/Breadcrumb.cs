using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>The way here. On a phone it becomes a back link to the last place.</summary>
[HtmlTargetElement("nhs-breadcrumb")]
public sealed class Breadcrumb : NhsComponent
{
    public string? Variant { get; set; }

    public string? AriaLabel { get; set; }

    public string? Href { get; set; }

    internal override bool Accepts(NhsComponent part) => part is BreadcrumbItem or BackLink;

    internal override IHtmlContent Render()
    {
        var items = Parts<BreadcrumbItem>();
        var list = new Element("ol").Class("nhsuk-breadcrumb__list");
        foreach (var item in items)
        {
            list.Add(item.Render());
        }

        if (Text is not null && Href is not null)
        {
            list.Add(new BreadcrumbItem { Text = Text, Href = Href }.Render());
        }

        return new Element("nav")
            .Class("nhsuk-breadcrumb", Css.Modifier(Classes, Variant == "reverse", "nhsuk-breadcrumb--reverse"), Classes)
            .With("id", Id).With("aria-label", AriaLabel ?? "Breadcrumb").With(Attributes)
            .Add(list).Add(Back(items.Count > 0 ? items[^1] : null).Render());
    }

    private BackLink Back(BreadcrumbItem? last)
    {
        var given = Part<BackLink>();
        var ownWords = given?.HasContent == true;
        var own = Text is not null && Href is not null;
        return new BackLink
        {
            Id = given?.Id,
            VisuallyHiddenText = given?.VisuallyHiddenText ?? "Back to",
            Text = ownWords ? given!.Text : own ? Text : last?.Text,
            Html = ownWords ? given!.Html : own ? null : last?.Html,
            Href = given?.Href ?? (own ? Href : last?.Href),
            Type = given?.Type,
            Classes = given?.Classes,
            Variant = given?.Variant ?? Variant,
            Element = given?.Element,
            Attributes = given is { Attributes.Count: > 0 } ? given.Attributes : last?.Attributes ?? [],
        };
    }
}
