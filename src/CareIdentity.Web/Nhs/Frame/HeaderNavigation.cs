using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-navigation")]
public sealed class HeaderNavigation : NhsComponent
{
    public string? AriaLabel { get; set; }

    public string? Colour { get; set; }

    public bool Justified { get; set; }

    internal string? ContainerClasses { get; set; }

    internal override bool Accepts(NhsComponent part) => part is HeaderItem;

    internal override IHtmlContent Render()
    {
        var items = Parts<HeaderItem>();
        if (items.Count == 0)
        {
            return HtmlString.Empty;
        }

        var list = new Element("ul").Class("nhsuk-header__navigation-list");
        foreach (var item in items)
        {
            list.Add(item.InNavigation());
        }

        // Shown by the script when the entries do not fit in one line.
        list.Add(new Element("li").Class("nhsuk-header__menu").With("hidden", true).Add(
            new Element("button").Class("nhsuk-header__menu-toggle", "nhsuk-header__navigation-link")
                .With("id", "toggle-menu").With("aria-expanded", "false")
                .Add(new Element("span").Class("nhsuk-u-visually-hidden").Add("Browse ")).Add("More")));
        return new Element("nav")
            .Class(
                "nhsuk-header__navigation",
                Css.Choice(Classes, Colour, "nhsuk-header__navigation--", "white"),
                Css.Modifier(Classes, Justified, "nhsuk-header__navigation--justified"),
                Classes)
            .With("aria-label", AriaLabel ?? "Menu").With(Attributes)
            .Add(new Element("div").Class("nhsuk-header__navigation-container", "nhsuk-width-container", ContainerClasses).Add(list));
    }
}
