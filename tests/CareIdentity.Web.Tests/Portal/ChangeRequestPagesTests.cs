using System.Net;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A sponsor asks on the pages on which others do it; whoever decides reads before and after on one page.</summary>
public sealed class ChangeRequestPagesTests : IDisposable
{
    /// <summary>A world of its own: somebody is closed in it.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task Other_details_are_asked_for_shown_before_and_after_and_accepted()
    {
        var sam = await portal.AsAsync("Sam Taylor");
        var person = await PersonAsync(sam, "Zofia Wiśniewska");
        var profile = await sam.PageAsync(person);
        var form = await PortalForm.OpenAsync(sam, person + "/change");
        var unchanged = await form.Fill("Reason", "Married").AgainAsync("Send the request");
        Assert.Equal("/requests?list=yours", await unchanged.Fill("FamilyName", "Wiśniewska-Hart").Fill("NameOnCard", "Zosia Hart").Fill("Reason", "Married, certificate of 3 May").DoneAsync("Send the request"));
        var request = await YoursAsync(sam, "Change details");

        Assert.Contains("Ask for details to be changed", Words(profile), StringComparison.Ordinal);
        Assert.Contains("Nothing differs from what is recorded already", unchanged.Main, StringComparison.Ordinal);
        var hannah = await portal.AsAsync("Hannah Lewis");
        var filtered = await hannah.PageAsync("/requests?kind=ChangeDetails");
        Assert.Contains("Zofia Wiśniewska", Words(filtered), StringComparison.Ordinal);
        Assert.DoesNotContain("Assign a position", filtered.QuerySelector("main table")!.TextContent, StringComparison.Ordinal);
        var decide = await PortalForm.OpenAsync(hannah, request);
        Assert.Contains("Change details of Zofia Wiśniewska", decide.Main, StringComparison.Ordinal);
        var row = decide.Page.QuerySelectorAll(".cis-changes tr").Single(tr => tr.TextContent.Contains("Family name", StringComparison.Ordinal)).TextContent;
        Assert.Contains("Wiśniewska-Hart", row, StringComparison.Ordinal);
        Assert.Contains("Zosia Hart", decide.Page.QuerySelectorAll(".cis-changes tr").Single(tr => tr.TextContent.Contains("Name on the card", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Equal(person, await decide.DoneAsync("Accept"));
        var changed = Words(await hannah.PageAsync(person));
        Assert.Contains("Wiśniewska-Hart", changed, StringComparison.Ordinal);
        Assert.Contains("Zosia Hart", changed, StringComparison.Ordinal);
        var wrong = await (await PortalForm.OpenAsync(hannah, person + "/change")).Fill("NameOnCard", "<b>2</b>").Fill("Reason", "A slip").AgainAsync("Save");
        Assert.Contains("Write the name on the card in letters", wrong.Main, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leaver_is_closed_by_request_with_everything_that_ends_on_the_page()
    {
        var sam = await portal.AsAsync("Sam Taylor");
        var person = await PersonAsync(sam, "Leon Bright");
        var form = await PortalForm.OpenAsync(sam, person + "/close");
        var unexplained = await form.AgainAsync("Send the request");
        await unexplained.Fill("Reason", "Leaves for good on Friday").DoneAsync("Send the request");
        var request = await YoursAsync(sam, "Close a profile");

        Assert.Contains("What ends when it is accepted", form.Main, StringComparison.Ordinal);
        Assert.Contains("Say why the person needs this", unexplained.Main, StringComparison.Ordinal);
        var ravi = await portal.AsAsync("Ravi Menon");
        var decide = await PortalForm.OpenAsync(ravi, request);
        Assert.Contains("Close the profile of Leon Bright", decide.Main, StringComparison.Ordinal);
        Assert.Contains("Position ", decide.Page.QuerySelector(".cis-changes")!.TextContent, StringComparison.Ordinal);
        await decide.DoneAsync("Accept");
        Assert.Contains("Closed", Words(await ravi.PageAsync(person)), StringComparison.Ordinal);

        var offered = await sam.PageAsync(person);
        Assert.Contains("Ask for the profile to be reopened", Words(offered), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_last_day_and_a_card_are_asked_for()
    {
        var sam = await portal.AsAsync("Sam Taylor");
        var person = await PersonAsync(sam, "Chidi Okonkwo");
        var access = await sam.PageAsync(person + "/access");
        var held = access.QuerySelectorAll("main a").First(a => a.TextContent.Contains("Change or remove", StringComparison.Ordinal)).GetAttribute("href")!;
        var form = await PortalForm.OpenAsync(sam, held);
        var end = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(60);
        await form.On("ExpiresOn", end).Fill("ChangeReason", "Contract ends").DoneAsync("Ask for this last day");
        var card = await PortalForm.OpenAsync(sam, person + "/cards/request");
        var nothing = await card.AgainAsync("Send the request");
        await nothing.Fill("Need", "Damaged").Fill("Note", "Chip is broken").DoneAsync("Send the request");

        Assert.Contains("Select what they need", nothing.Main, StringComparison.Ordinal);
        var ravi = await portal.AsAsync("Ravi Menon");
        var decide = await PortalForm.OpenAsync(ravi, await YoursAsync(sam, "Replace a smartcard"));
        Assert.Contains("damaged", decide.Main, StringComparison.Ordinal);
        Assert.Contains("Issue a smartcard", decide.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(decide.Page.QuerySelectorAll("main form button"), button => button.TextContent.Trim() == "Accept");
        var last = await PortalForm.OpenAsync(ravi, await YoursAsync(sam, "Change the end of a position"));
        Assert.Contains("Last day", last.Page.QuerySelector(".cis-changes")!.TextContent, StringComparison.Ordinal);
        using var refused = await (await portal.AsAsync("Hannah Lewis")).GetAsync(person + "/cards/request");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    public void Dispose() => portal.Dispose();

    private static async Task<string> PersonAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;

    private static async Task<string> YoursAsync(PortalVisitor sponsor, string kind) =>
        (await sponsor.PageAsync("/requests?list=yours")).QuerySelectorAll("main tr").First(row => row.TextContent.Contains(kind, StringComparison.Ordinal)).QuerySelector("a")!.GetAttribute("href")!;

    private static string Words(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
