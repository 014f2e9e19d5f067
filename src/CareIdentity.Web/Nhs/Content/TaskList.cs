using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-task-list")]
public sealed class TaskList : NhsComponent
{
    public string? IdPrefix { get; set; }

    internal override bool Accepts(NhsComponent part) => part is TaskListItem;

    internal override IHtmlContent Render()
    {
        var list = new Element("ul").Class("nhsuk-task-list", Classes).With("id", Id).With(Attributes);
        var items = Parts<TaskListItem>();
        for (var i = 0; i < items.Count; i++)
        {
            list.Add(items[i].RenderAs($"{IdPrefix ?? "task-list"}-{i + 1}"));
        }

        return list;
    }
}
