using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

/// <summary>Who is signed in, the role acted under, and the ways to change either.</summary>
[HtmlTargetElement("nhs-account")]
public sealed class HeaderAccount : NhsComponent
{
    public string? AriaLabel { get; set; }

    internal override bool Accepts(NhsComponent part) => part is HeaderItem;

    internal override IHtmlContent Render()
    {
        var list = new Element("ul").Class("nhsuk-header__account-list");
        foreach (var item in Parts<HeaderItem>())
        {
            list.Add(item.InAccount());
        }

        return new Element("nav").Class("nhsuk-header__account", Classes)
            .With("aria-label", AriaLabel ?? "Account").With(Attributes).Add(list);
    }
}
