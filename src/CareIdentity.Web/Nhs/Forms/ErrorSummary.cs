using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// All that is wrong with the page, first thing on it, each linked to its field. Written without items it takes them
/// from the model state; it is drawn last, when every field has said where it stands. Nothing wrong draws nothing.
/// </summary>
[HtmlTargetElement("nhs-error-summary")]
public sealed class ErrorSummary : NhsComponent
{
    public string? Heading { get; set; }

    public string? Description { get; set; }

    public bool? DisableAutoFocus { get; set; }

    internal override bool Accepts(NhsComponent part) =>
        part is ErrorSummaryItem or Nhs.Heading or Part { Element: "nhs-description" };

    internal override IHtmlContent Render() => ViewContext is null || Parts<ErrorSummaryItem>().Count > 0
        ? RenderNow(Parts<ErrorSummaryItem>())
        : new Deferred(this, ViewContext);

    private Element RenderNow(IEnumerable<ErrorSummaryItem> items)
    {
        var heading = Part<Heading>() ?? new Heading { Text = Heading ?? "There is a problem" };
        var body = new Element("div").Class("nhsuk-error-summary__body");
        var description = Html ?? Part("nhs-description")?.Content ?? (Description is null ? null : new HtmlContentBuilder().Append(Description));
        body.Add(description is null ? null : new Element("p").Add(description));
        var list = new Element("ul").Class("nhsuk-list", "nhsuk-error-summary__list");
        var any = false;
        foreach (var item in items)
        {
            list.Add(item.Render());
            any = true;
        }

        return new Element("div").Class("nhsuk-error-summary", Classes).With("id", Id)
            .With("data-module", "nhsuk-error-summary")
            .With("data-disable-auto-focus", DisableAutoFocus switch { true => "true", false => "false", null => null })
            .With(Attributes)
            // The alert is a box of its own: focus and announcement on one element race, and words get lost.
            .Add(new Element("div").With("role", "alert")
                .Add(new Heading
                {
                    Id = heading.Id,
                    Text = heading.Text,
                    Html = heading.Html,
                    Level = "2",
                    ClassName = "nhsuk-error-summary__heading",
                    Attributes = heading.Attributes,
                }.Render())
                .Add(any ? body.Add(list) : body));
    }

    private static List<ErrorSummaryItem> FromModel(ViewContext view)
    {
        var targets = FieldTargets.Of(view.HttpContext);
        return
        [
            .. from entry in view.ViewData.ModelState
               where entry.Value is { Errors.Count: > 0 }
               orderby targets.PlaceOf(entry.Key)
               from error in entry.Value!.Errors
               select new ErrorSummaryItem
               {
                   Text = error.ErrorMessage,
                   Href = targets.Find(entry.Key) is { } target ? "#" + target : null,
               },
        ];
    }

    /// <summary>Razor writes a page's content only when it is complete: by then all fields are known.</summary>
    private sealed class Deferred(ErrorSummary summary, ViewContext view) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var items = FromModel(view);
            if (items.Count > 0 || summary.HasContent)
            {
                summary.RenderNow(items).WriteTo(writer, encoder);
            }
        }
    }
}
