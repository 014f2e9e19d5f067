using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>An entry of the header's navigation or account list.</summary>
[HtmlTargetElement("nhs-header-item")]
public sealed class HeaderItem : NhsComponent
{
    public string? Href { get; set; }

    /// <summary>Posts there instead of going there: signing out is not a link.</summary>
    public string? Action { get; set; }

    public string? Method { get; set; }

    /// <summary>This very page.</summary>
    public bool Current { get; set; }

    /// <summary>A page below this entry.</summary>
    public bool Active { get; set; }

    public bool Icon { get; set; }

    /// <summary>Fields of the form that <c>action</c> makes: the antiforgery token.</summary>
    public IHtmlContent? Fields { get; set; }

    internal override IHtmlContent Render() => HtmlString.Empty;

    internal Element InNavigation()
    {
        var isHere = Active || Current;
        IHtmlContent words = isHere
            ? new Element("strong").Class("nhsuk-header__navigation-item-current-fallback").Add(Content)
            : Content;
        return new Element("li")
            .Class("nhsuk-header__navigation-item", isHere ? "nhsuk-header__navigation-item--current" : null, Classes)
            .With(Attributes)
            .Add(new Element(Href is null ? "span" : "a")
                .Class(Href is null ? "nhsuk-header__navigation-text" : "nhsuk-header__navigation-link")
                .With("href", Href).With("aria-current", !isHere ? null : Current ? "page" : "true").Add(words));
    }

    internal Element InAccount()
    {
        var item = new Element("li").Class("nhsuk-header__account-item", Classes);
        var words = new HtmlContentBuilder();
        if (Icon)
        {
            words.AppendHtml(Nhs.Icon.Render("user")!);
        }

        words.AppendHtml(Content);
        if (Href is not null)
        {
            return item.Add(new Element("a").Class("nhsuk-header__account-link").With("href", Href).Add(words));
        }

        return Action is null
            ? item.Add(words)
            : item.Add(new Element("form").Class("nhsuk-header__account-form").With("action", Action)
                .With("method", Method ?? "post").With("novalidate", true).Add(Fields)
                .Add(new Element("button").Class("nhsuk-header__account-button").Add(words)));
    }
}
