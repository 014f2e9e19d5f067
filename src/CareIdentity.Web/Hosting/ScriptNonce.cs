using Microsoft.AspNetCore.Razor.TagHelpers;

namespace CareIdentity.Web.Hosting;

/// <summary>Gives every script of a page the nonce of its response; a script that was injected has none and does not run.</summary>
[HtmlTargetElement("script")]
public sealed class ScriptNonce(PagePolicy policy) : TagHelper
{
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.SetAttribute("nonce", policy.Nonce);
    }
}
