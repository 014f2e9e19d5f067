using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-search")]
public sealed class HeaderSearch : NhsComponent
{
    public string? Action { get; set; }

    public string? Method { get; set; }

    public string? Name { get; set; }

    public string? Placeholder { get; set; }

    public string? VisuallyHiddenLabel { get; set; }

    public string? VisuallyHiddenButton { get; set; }

    internal override IHtmlContent Render() => new Element("search").Class("nhsuk-header__search", Classes).With(Attributes)
        .Add(new Element("form").Class("nhsuk-header__search-form").With("id", "search")
            .With("action", Action ?? "https://www.nhs.uk/search/").With("method", Method ?? "get").With("novalidate", true)
            .Add(new Input
            {
                Id = "search-field",
                Name = Name ?? "q",
                Type = "search",
                Autocomplete = "off",
                Placeholder = Placeholder ?? "Search",
                Label = VisuallyHiddenLabel ?? "Search the NHS website",
                LabelClasses = "nhsuk-u-visually-hidden",
                Companion = new Button { AriaLabel = VisuallyHiddenButton ?? "Search", Icon = "search", Small = true }.Render(),
            }.Render()));
}
