using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// The header. Upstream draws the NHS logo unless another is given; that logo is a trade mark, so the service's
/// layout says <c>logo="none"</c> unless its operator has configured one.
/// </summary>
[HtmlTargetElement("nhs-header")]
public sealed class Header : NhsComponent
{
    private const string LogoPath = "M200 0v80H0V0h200Zm-27.5 5.5c-14.5 0-29 5-29 22 0 10.2 7.7 13.5 14.7 16.3l.7.3c5.4 2 10.1 3.9 10.1 8.4 0 6.5-8.5 7.5-14 7.5s-12.5-1.5-16-3.5L135 70c5.5 2 13.5 3.5 20 3.5 15.5 0 32-4.5 32-22.5 0-19.5-25.5-16.5-25.5-25.5 0-5.5 5.5-6.5 12.5-6.5a35 35 0 0 1 14.5 3l4-13.5c-4.5-2-12-3-20-3Zm-131 2h-22l-14 65H22l9-45h.5l13.5 45h21.5l14-65H64l-9 45h-.5l-13-45Zm63 0h-18l-13 65h17l6-28H117l-5.5 28H129l13.5-65H125L119.5 32h-20l5-24.5Z";

    public string? ServiceText { get; set; }

    public string? ServiceHref { get; set; }

    /// <summary><c>none</c> draws no logo at all.</summary>
    public string? Logo { get; set; }

    public string? LogoHref { get; set; }

    public string? LogoSrc { get; set; }

    public string? LogoAlt { get; set; }

    public string? LogoAriaLabel { get; set; }

    public string? OrganisationName { get; set; }

    public string? OrganisationSplit { get; set; }

    public string? OrganisationDescriptor { get; set; }

    public string? Colour { get; set; }

    public bool Inline { get; set; }

    public string? ContainerClasses { get; set; }

    internal override bool Accepts(NhsComponent part) => part is HeaderNavigation or HeaderAccount or HeaderSearch;

    internal override IHtmlContent Render()
    {
        Part<HeaderNavigation>()?.ContainerClasses = ContainerClasses;
        return new Element("header")
            .Class(
                "nhsuk-header",
                Css.Choice(Classes, Colour, "nhsuk-header--", "white"),
                Css.Modifier(Classes, Inline, "nhsuk-header--inline"),
                OrganisationName is null ? null : "nhsuk-header--organisation",
                Classes)
            .With("id", Id).With("data-module", "nhsuk-header").With("role", "banner").With(Attributes)
            .Add(new Element("div").Class("nhsuk-header__container", "nhsuk-width-container", ContainerClasses)
                .Add(new Element("div").Class("nhsuk-header__service").Add(RenderService()))
                .Add(Part<HeaderSearch>()?.Render())
                .Add(Part<HeaderAccount>()?.Render()))
            .Add(Part<HeaderNavigation>()?.Render());
    }

    private HtmlContentBuilder RenderService()
    {
        var service = new HtmlContentBuilder();
        if (Logo == "none")
        {
            return Append(service, Name(ServiceHref));
        }

        // One link where logo and service name lead to the same place.
        var combined = !string.IsNullOrEmpty(ServiceText) && ServiceHref is not null && (LogoHref is null || LogoHref == ServiceHref);
        var logo = RenderLogo();
        if (combined)
        {
            Append(Spaced(logo), Name(null));
        }

        var href = combined ? ServiceHref : LogoHref;
        service.AppendHtml(href is null ? logo : new Element("a").Class("nhsuk-header__service-logo")
            .With("href", href).With("aria-label", LogoAriaLabel ?? Name(combined)).Add(logo));
        return combined ? service : Append(Spaced(service), Name(ServiceHref));
    }

    private string Name(bool combined) =>
        Css.Join(LogoAlt ?? "NHS", OrganisationName, OrganisationSplit, combined ? ServiceText : null, "homepage");

    private Element? Name(string? href) => string.IsNullOrEmpty(ServiceText) ? null
        : new Element(href is null ? "span" : "a").Class("nhsuk-header__service-name").With("href", href).Add(ServiceText);

    private HtmlContentBuilder RenderLogo()
    {
        var logo = new HtmlContentBuilder();
        var alt = LogoAlt ?? "NHS";
        logo.AppendHtml(LogoSrc is not null
            ? new Element("img").Class("nhsuk-header__organisation-logo").With("src", LogoSrc).With("width", 280).With("alt", alt)
            : new Element("svg").Class("nhsuk-header__logo").With("xmlns", "http://www.w3.org/2000/svg")
                .With("viewBox", "0 0 200 80").With("height", 40).With("width", 100).With("focusable", "false")
                .With("role", "img").With("aria-label", alt)
                .Add(new Element("title").Add(alt))
                .Add(new Element("path").With("fill", "currentcolor").With("d", LogoPath)));
        if (OrganisationName is null)
        {
            return logo;
        }

        var name = new Element("span").Class("nhsuk-header__organisation-name").Add(OrganisationName);
        if (OrganisationSplit is not null)
        {
            name.Add(" ").Add(new Element("span").Class("nhsuk-header__organisation-name-split").Add(OrganisationSplit));
        }

        Append(logo, name);
        return Append(logo, OrganisationDescriptor is null
            ? null
            : new Element("span").Class("nhsuk-header__organisation-name-descriptor").Add(OrganisationDescriptor));
    }

    private static HtmlContentBuilder Spaced(HtmlContentBuilder before) => (HtmlContentBuilder)before.Append(" ");

    private static HtmlContentBuilder Append(HtmlContentBuilder to, Element? element)
    {
        if (element is not null)
        {
            to.AppendHtml(element);
        }

        return to;
    }
}
