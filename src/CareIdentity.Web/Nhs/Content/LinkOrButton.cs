using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>What back link and action link share: a link when there is somewhere to go, otherwise a button that submits.</summary>
public abstract class LinkOrButton : NhsComponent
{
    public string? Href { get; set; }

    public string? Type { get; set; }

    public string? Variant { get; set; }

    public string? Element { get; set; }

    internal Element Open(params string?[] classes)
    {
        var element = (Element ?? (Href is not null && Type is null ? "a" : "button")).ToLowerInvariant();
        var open = new Element(element).Class(classes).With("id", Id);
        return element switch
        {
            "button" => open.With("type", Type ?? "submit"),
            "a" => open.With("href", Href ?? "#"),
            _ => open,
        };
    }
}
