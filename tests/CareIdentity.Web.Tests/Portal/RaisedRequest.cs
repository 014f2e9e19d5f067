using AngleSharp.Html.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A sponsor asks, on the pages, for a position of their organisation for somebody who is registered.</summary>
internal static class RaisedRequest
{
    /// <returns>The address of the request.</returns>
    public static async Task<string> ForAsync(PortalVisitor sponsor, string subject, string position)
    {
        var found = await sponsor.PageAsync("/search?q=" + Uri.EscapeDataString(subject));
        var person = found.QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == subject).GetAttribute("href")!;
        var form = await PortalForm.OpenAsync(sponsor, person + "/positions/new");
        var chosen = ((IHtmlLabelElement)form.Page.QuerySelectorAll("main label").First(label => label.TextContent.Trim() == position)).Control!.GetAttribute("value")!;
        Assert.Equal("/requests?list=yours", await form.Fill("PositionId", chosen).Fill("Note", "Helps at the weekend").DoneAsync("Send"));
        var yours = await sponsor.PageAsync("/requests?list=yours");
        return yours.QuerySelectorAll("main tr").First(row => row.TextContent.Contains(subject, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;
    }
}
