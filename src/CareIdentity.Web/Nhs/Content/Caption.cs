using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-caption")]
public sealed class Caption : NhsComponent
{
    public string? Size { get; set; }

    /// <summary>start and end stand inside the heading, before and after outside it.</summary>
    public string? Placement { get; set; }

    public string? Element { get; set; }

    internal override IHtmlContent Render()
    {
        var sized = Css.Choice(Classes, Size, "nhsuk-caption-", "m", "l", "xl", "xxl") ?? "nhsuk-caption";
        var bottom = Placement is "after" or "end" ? "nhsuk-caption--bottom" : null;
        return new Element((Element ?? "span").ToLowerInvariant())
            .Class(sized, bottom, Classes).With("id", Id).With(Attributes).Add(Content);
    }

    internal Caption Sized(string? size) => new()
    {
        Id = Id,
        Text = Text,
        Html = Html,
        Size = Size ?? size,
        Placement = Placement,
        Element = Element,
        Classes = Classes,
        Attributes = Attributes,
    };
}
