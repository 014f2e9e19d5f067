using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-status")]
public sealed class TaskListStatus : NhsComponent
{
    internal override bool Accepts(NhsComponent part) => part is Nhs.Tag;

    internal override IHtmlContent Render() => Part<Tag>()?.Render() ?? Content;
}
