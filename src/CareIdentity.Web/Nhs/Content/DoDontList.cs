using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Things to do, or with <c>icon="cross"</c> not to do.</summary>
[HtmlTargetElement("nhs-do-dont-list")]
public sealed class DoDontList : NhsComponent
{
    public string? Heading { get; set; }

    public string? HeadingLevel { get; set; }

    public string? Icon { get; set; }

    public string? PrefixText { get; set; }

    public bool HidePrefix { get; set; }

    internal override bool Accepts(NhsComponent part) => part is DoDontListItem or Nhs.Heading;

    internal override IHtmlContent Render()
    {
        var icon = Icon == "cross" ? "cross" : "tick";
        var list = new Element("ul").Class("nhsuk-list", "nhsuk-list--" + icon).With("role", "list");
        foreach (var item in Parts<DoDontListItem>())
        {
            var entry = new Element("li").Add(Nhs.Icon.Render(icon));
            if (!HidePrefix && (PrefixText is not null || icon == "cross"))
            {
                entry.Add((PrefixText ?? "do not") + " ");
            }

            list.Add(entry.Add(item.Render()));
        }

        var heading = Part<Heading>() ?? new Heading { Text = Heading, Level = HeadingLevel };
        heading.Level ??= "3";
        var card = new Card { Id = Id, Classes = Classes, Attributes = Attributes, Variant = "feature", Html = list };
        card.Add(heading);
        return card.Render();
    }
}
