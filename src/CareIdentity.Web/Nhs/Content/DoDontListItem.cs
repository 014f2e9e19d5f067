using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-do-dont-list-item")]
public sealed class DoDontListItem : NhsComponent
{
    internal override IHtmlContent Render() => Content;
}
