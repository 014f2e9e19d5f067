using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-footer")]
public sealed class Footer : NhsComponent
{
    public int? Columns { get; set; }

    public string? Meta { get; set; }

    /// <summary>Empty leaves it out; upstream's own default is NHS England's.</summary>
    public string? Copyright { get; set; }

    public string? ContainerClasses { get; set; }

    internal override bool Accepts(NhsComponent part) =>
        part is FooterNavigation or Part { Element: "nhs-meta" or "nhs-copyright" };

    internal override IHtmlContent Render()
    {
        var (width, columns) = Columns switch
        {
            1 => ("full", 1),
            2 => ("one-half", 2),
            3 => ("one-third", 3),
            _ => ("one-quarter", 4),
        };
        var container = new Element("div").Class("nhsuk-width-container", ContainerClasses);
        foreach (var row in Parts<FooterNavigation>().Chunk(columns))
        {
            var line = new Element("div").Class("nhsuk-footer__navigation", "nhsuk-grid-row");
            foreach (var column in row)
            {
                line.Add(column.RenderAs(width));
            }

            container.Add(line);
        }

        return new Element("footer").Class("nhsuk-footer", Classes).With("id", Id).With("role", "contentinfo").With(Attributes)
            .Add(container.Add(RenderMeta()));
    }

    private Element RenderMeta()
    {
        var part = Part("nhs-meta") ?? new Part { Text = Meta };
        var meta = new Element("div").Class("nhsuk-footer__meta");
        var items = part.Parts<FooterItem>();
        if (items.Count > 0)
        {
            meta.Add(new Element("h2").Class("nhsuk-u-visually-hidden").Add("Support links")).Add(FooterItem.List(items));
        }

        meta.Add(Html ?? part.Html ?? (part.Text is null ? null : new Element("p").Class("nhsuk-body-s").Add(part.Text)));
        var copyright = Part("nhs-copyright");
        var words = copyright?.Text ?? Copyright ?? "© NHS England";
        return meta.Add(copyright?.Html ?? (words.Length == 0 ? null : new Element("p").Class("nhsuk-body-s").Add(words)));
    }
}
