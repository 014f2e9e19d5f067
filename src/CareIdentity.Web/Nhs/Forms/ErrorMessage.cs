using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Nhs;

[HtmlTargetElement("nhs-error-message")]
public sealed class ErrorMessage : NhsComponent
{
    /// <summary>Said before the message; empty leaves it out.</summary>
    public string? VisuallyHiddenText { get; set; }

    internal override IHtmlContent Render()
    {
        var hidden = VisuallyHiddenText ?? "Error";
        return new Element("span").Class("nhsuk-error-message", Classes).With("id", Id).With(Attributes)
            .Add(hidden.Length == 0 ? null : new Element("span").Class("nhsuk-u-visually-hidden").Add(hidden + ": "))
            .Add(Content);
    }
}
