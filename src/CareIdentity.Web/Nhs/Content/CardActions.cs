using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>The actions of a card or of a summary list's row, where they need classes or a width of their own.</summary>
[HtmlTargetElement("nhs-actions")]
public sealed class CardActions : NhsComponent
{
    public string? Width { get; set; }

    internal override bool Accepts(NhsComponent part) => part is CardAction;

    internal override IHtmlContent Render() => HtmlString.Empty;
}
