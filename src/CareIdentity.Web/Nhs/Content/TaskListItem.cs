using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-task-list-item")]
public sealed class TaskListItem : NhsComponent
{
    public string? Heading { get; set; }

    public string? Href { get; set; }

    public string? Hint { get; set; }

    public string? Status { get; set; }

    internal override bool Accepts(NhsComponent part) => part is Nhs.Heading or Nhs.Hint or TaskListStatus;

    internal override IHtmlContent Render() => RenderAs("task-list-1");

    internal IHtmlContent RenderAs(string prefix)
    {
        var heading = Part<Heading>() ?? new Heading { Text = Heading };
        NhsComponent hint = Part<Hint>() ?? new Hint { Text = Hint };
        var status = Part<TaskListStatus>() ?? new TaskListStatus { Text = Status };
        var isLink = Href is not null;
        var describedBy = Css.Join(hint.HasContent ? prefix + "-hint" : null, prefix + "-status");
        var name = new Heading
        {
            Id = heading.Id,
            Text = heading.Text,
            Html = heading.Html,
            VisuallyHiddenText = heading.VisuallyHiddenText,
            ClassName = isLink ? "nhsuk-task-list__link" : string.Empty,
            Classes = Css.Join(isLink ? "nhsuk-link" : null, heading.Classes),
            Element = isLink ? "a" : "div",
            Attributes = isLink
                ? [new("href", Href), new("aria-describedby", describedBy), .. heading.Attributes]
                : heading.Attributes,
        };

        return new Element("li")
            .Class("nhsuk-task-list__item", isLink ? "nhsuk-task-list__item--with-link" : null, Classes)
            .Add(new Element("div").Class("nhsuk-task-list__name-and-hint").Add(name.Render())
                .Add(hint.HasContent
                    ? new Element("div").Class("nhsuk-task-list__hint").With("id", prefix + "-hint").Add(hint.Content)
                    : null))
            .Add(new Element("div").Class("nhsuk-task-list__status", status.Classes).With("id", prefix + "-status")
                .Add(status.Render()));
    }
}
