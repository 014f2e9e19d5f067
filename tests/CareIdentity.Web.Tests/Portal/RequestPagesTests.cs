using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A request between being raised and decided: sent back, completed, commented, handed over, all on its one page.</summary>
public sealed class RequestPagesTests(TrainingPortal portal)
{
    private const string Subject = "Zofia Wiśniewska";

    [Fact]
    public async Task A_request_is_sent_back_completed_commented_handed_over_and_decided()
    {
        var (sam, ravi) = (await portal.SignInAsync("Sam Taylor"), await portal.SignInAsync("Ravi Menon"));
        var path = await RaisedRequest.ForAsync(sam, Subject, "Dispenser");
        var stale = await PortalForm.OpenAsync(ravi, path);
        Assert.Contains("This request is locked to you until", stale.Main, StringComparison.Ordinal);
        Assert.Contains("Everybody who may decide it", stale.Main, StringComparison.Ordinal);
        using (var found = await ravi.GetAsync($"/search?q=+{path.Split('/')[^1].ToLowerInvariant()}+"))
        {
            Assert.Equal(path, found.Headers.Location?.OriginalString);
        }

        using (var name = await ravi.GetAsync("/search?q=Robertson"))
        {
            Assert.Equal(HttpStatusCode.OK, name.StatusCode);
        }

        Assert.Contains("Weekends and bank holidays do not count", stale.Main, StringComparison.Ordinal);

        await SentBackAsync(ravi, path);
        await CompletedAsync(sam, path);

        using (var late = await stale.SendAsync("Accept"))
        {
            Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        }

        await TalkedAboutAsync(sam, ravi, path);
        await HandedOverAndTakenOverAsync(ravi, path);
        await AskedOfTheNationalRaAsync(ravi, await portal.SignInAsync("Margaret Oyelaran"), path);

        Assert.Equal("/requests", await (await PortalForm.OpenAsync(ravi, path)).Fill("Reason", "Not needed at two sites").DoneAsync("Reject"));
        var closed = await PortalForm.OpenAsync(sam, path);
        Assert.Contains("Rejected by Ravi Menon", closed.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(closed.Page.QuerySelectorAll("main button"), button => button.TextContent.Trim() == "Add the comment");
        Assert.Equal(path, await RedirectAsync(sam, path + "/complete"));
    }

    [Theory]
    [InlineData("mine", "No request was given to you.")]
    [InlineData("sent-back", "No request is sent back.")]
    [InlineData("late", "No request waits more than 2 working days.")]
    public async Task An_empty_part_of_the_work_list_says_what_would_be_there(string list, string says)
    {
        var checker = await portal.AsAsync("Hannah Lewis");
        Assert.Contains(says, (await checker.PageAsync("/requests?list=" + list)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task SentBackAsync(PortalVisitor ravi, string path)
    {
        var page = await (await PortalForm.OpenAsync(ravi, path)).AgainAsync("Send back");
        Assert.Contains("Say what is needed; the sponsor will read it.", page.Main, StringComparison.Ordinal);

        Assert.Equal("/requests", await page.Fill("Reason", "Until when?").DoneAsync("Send back"));

        Assert.DoesNotContain(path, await ListAsync(ravi, ""), StringComparison.Ordinal);
        Assert.Contains(path, await ListAsync(ravi, "?list=sent-back"), StringComparison.Ordinal);
        var waiting = await PortalForm.OpenAsync(ravi, path);
        Assert.Contains("Sent back by Ravi Menon", waiting.Main, StringComparison.Ordinal);
        Assert.Contains("It does not count while Sam Taylor has the request", waiting.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting.Page.QuerySelectorAll("main button"), button => button.TextContent.Trim() is "Accept" or "Reject" or "Send back");
        Assert.Equal(path, await RedirectAsync(ravi, path + "/complete"));
    }

    private static async Task CompletedAsync(PortalVisitor sam, string path)
    {
        Assert.Contains("1 request sent back to you", (await sam.PageAsync("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 request was sent back to you", (await sam.PageAsync("/requests?list=yours")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await sam.PageAsync(path)).QuerySelector($"main a[href='{path}/complete']"));

        var page = await (await PortalForm.OpenAsync(sam, path + "/complete")).AgainAsync("Send it again");
        Assert.Contains("Until when?", page.Main, StringComparison.Ordinal);
        Assert.Contains("Say what you completed or changed", page.Main, StringComparison.Ordinal);

        var next = await page.Fill("ExpiresOn.Day", "31").Fill("ExpiresOn.Month", "12").Fill("ExpiresOn.Year", "2099").Fill("Answer", "Until the end of the century").DoneAsync("Send it again");

        Assert.Equal("/requests?list=yours", next);
    }

    private static async Task TalkedAboutAsync(PortalVisitor sam, PortalVisitor ravi, string path)
    {
        var page = await PortalForm.OpenAsync(ravi, path);
        Assert.Contains("Last day: none → 31 December 2099", page.Main, StringComparison.Ordinal);
        Assert.Contains("the time for which Sam Taylor had it back do not count", page.Main, StringComparison.Ordinal);
        page = await page.AgainAsync("Add the comment");
        Assert.Contains("Write a comment.", page.Main, StringComparison.Ordinal);
        Assert.Equal(path, await page.Fill("Comment", "Really that long?").DoneAsync("Add the comment"));
        Assert.Equal(path, await (await PortalForm.OpenAsync(sam, path)).Fill("Comment", "<b>Yes</b>").DoneAsync("Add the comment"));

        var said = (await PortalForm.OpenAsync(sam, path)).Main;
        Assert.True(said.IndexOf("Really that long?", StringComparison.Ordinal) < said.IndexOf("<b>Yes</b>", StringComparison.Ordinal));
    }

    private static async Task HandedOverAndTakenOverAsync(PortalVisitor ravi, string path)
    {
        var page = await PortalForm.OpenAsync(ravi, path);
        var kirsty = page.Page.QuerySelectorAll("main select[name=Colleague] option").Single(option => option.TextContent == "Kirsty MacLeod").GetAttribute("value")!;
        Assert.DoesNotContain(page.Page.QuerySelectorAll("main select[name=Colleague] option"), option => option.TextContent == "Sam Taylor");
        Assert.Equal("/requests", await page.Fill("Colleague", kirsty).DoneAsync("Give it to them"));
        Assert.DoesNotContain(path, await ListAsync(ravi, "?list=everybody"), StringComparison.Ordinal);
        Assert.Contains("Open, with Kirsty MacLeod", await ListAsync(ravi, ""), StringComparison.Ordinal);

        page = await PortalForm.OpenAsync(ravi, path);
        Assert.Contains("request.with-a-colleague", page.Main, StringComparison.Ordinal);
        Assert.Equal(path, await page.DoneAsync("Take it over"));
        Assert.Contains(path, await ListAsync(ravi, "?list=mine"), StringComparison.Ordinal);
        Assert.Contains("Ravi Menon took it over", (await PortalForm.OpenAsync(ravi, path)).Main, StringComparison.Ordinal);
    }

    private static async Task AskedOfTheNationalRaAsync(PortalVisitor ravi, PortalVisitor margaret, string path)
    {
        var page = await (await PortalForm.OpenAsync(ravi, path)).AgainAsync("Send to the national RA");
        Assert.Contains("Say why, for whoever decides it next.", page.Main, StringComparison.Ordinal);
        Assert.Equal("/requests", await page.Fill("Reason", "Two sites at once?").DoneAsync("Send to the national RA"));
        Assert.Contains(path, await ListAsync(ravi, "?list=national"), StringComparison.Ordinal);
        var shown = await PortalForm.OpenAsync(ravi, path);
        Assert.Contains("cannot decide a request that is with the national Registration Authority", shown.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(shown.Page.QuerySelectorAll("main button"), button => button.TextContent.Trim() == "Accept");

        Assert.Contains(path, await ListAsync(margaret, "?list=national"), StringComparison.Ordinal);
        Assert.Equal("/requests", await (await PortalForm.OpenAsync(margaret, path)).Fill("Reason", "Yours to decide").DoneAsync("Give back to the RA"));
        Assert.Contains("Margaret Oyelaran gave it back to the Registration Authority", (await PortalForm.OpenAsync(ravi, path)).Main, StringComparison.Ordinal);
    }

    /// <summary>The address of a request for the position of a dispenser for somebody at the counter.</summary>
    private static async Task<string> ListAsync(PortalVisitor visitor, string query) => (await visitor.PageAsync("/requests" + query)).QuerySelector("main")!.InnerHtml;

    private static async Task<string> RedirectAsync(PortalVisitor visitor, string path)
    {
        using var answer = await visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.OriginalString;
    }
}
