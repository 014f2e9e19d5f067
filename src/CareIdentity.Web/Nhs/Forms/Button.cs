using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>A button, or with <c>href</c> a link that looks like one.</summary>
[HtmlTargetElement("nhs-button")]
public sealed class Button : NhsComponent
{
    public string? Href { get; set; }

    public string? Type { get; set; }

    public string? Name { get; set; }

    public string? Value { get; set; }

    public string? Element { get; set; }

    /// <summary>brand, login, reverse, secondary, secondary-solid or warning.</summary>
    public string? Variant { get; set; }

    public string? AriaLabel { get; set; }

    public string? Icon { get; set; }

    public string? IconPlacement { get; set; }

    public bool Small { get; set; }

    public bool? Disabled { get; set; }

    public bool? PreventDoubleClick { get; set; }

    internal override IHtmlContent Render()
    {
        var element = (Element ?? (Href is not null && Type is null ? "a" : "button")).ToLowerInvariant();
        var button = new Element(element)
            .Class(
                "nhsuk-button",
                Css.Choice(Classes, Variant, "nhsuk-button--", "brand", "login", "reverse", "secondary", "secondary-solid", "warning"),
                Css.Modifier(Classes, Icon is not (null or "none"), "nhsuk-button--icon"),
                Css.Modifier(Classes, Small, "nhsuk-button--small"),
                Classes)
            .With("id", Id).With("name", element == "a" ? null : Name).With("data-module", "nhsuk-button")
            .With("data-prevent-double-click", PreventDoubleClick switch { true => "true", false => "false", null => null });
        _ = element == "a"
            ? button.With("href", Href ?? "#").With("role", "button").With("draggable", "false").With("aria-label", AriaLabel)
            : button.With("type", Type ?? "submit").With("value", element == "input" ? Text : Value)
                .With("disabled", Disabled).With("aria-label", AriaLabel).With("aria-disabled", Disabled is true ? "true" : null);
        button.With(Attributes);
        return element == "input" ? button : AddContent(button);
    }

    private Element AddContent(Element button)
    {
        var icon = Nhs.Icon.Render(Icon);
        var atEnd = IconPlacement == "end";
        IHtmlContent? words = !HasContent ? null
            : icon is null ? Content
            : new Element("span").Class("nhsuk-button__content").Add(Content);
        return button.Add(atEnd ? null : icon).Add(words).Add(atEnd ? icon : null);
    }
}
