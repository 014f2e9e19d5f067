using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using CareIdentity.Access;
using CareIdentity.Kernel;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The work-list searched, ordered and taken away, and what a request says before it is decided, in a training world of their own.</summary>
public sealed class WorkListPagesTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_request_is_found_ordered_exported_and_still_there_when_it_is_closed()
    {
        var (sam, ravi, olga) = (await portal.SignInAsync("Sam Taylor"), await portal.SignInAsync("Ravi Menon"), await portal.SignInAsync("Olga Nowak"));
        var path = await RaisedRequest.ForAsync(sam, "Zofia Wiśniewska", "Dispenser");
        var reference = path.Split('/')[^1];

        foreach (var typed in new[] { "wisniewska", reference, "TPH01" })
        {
            Assert.NotNull((await ravi.PageAsync($"/requests?q={Uri.EscapeDataString(typed)}")).QuerySelector($"main a[href='{path}']"));
            Assert.Null((await olga.PageAsync($"/requests?q={Uri.EscapeDataString(typed)}")).QuerySelector($"main a[href='{path}']"));
        }

        await OrderedAsync(ravi);
        await TakenAwayAsync(ravi, olga, reference);

        var nothing = MainOf(await ravi.PageAsync("/requests?list=closed&within=year&q=wisniewska"));
        Assert.Contains("No request in this list matches “wisniewska”.", nothing.TextContent, StringComparison.Ordinal);
        Assert.Equal("/requests?list=closed", nothing.QuerySelector(".cis-empty a")!.GetAttribute("href"));
        await (await PortalForm.OpenAsync(ravi, path)).Fill("Reason", "Not needed").DoneAsync("Reject");
        foreach (var within in new[] { "", "year", "ever" })
        {
            var closed = MainOf(await ravi.PageAsync($"/requests?list=closed&within={within}&q=wisniewska"));
            Assert.NotNull(closed.QuerySelector($"a[href='{path}']"));
            Assert.Equal("descending", closed.QuerySelectorAll("th").Single(th => th.TextContent.Trim() == "Decided").GetAttribute("aria-sort"));
        }

        Assert.Null(MainOf(await ravi.PageAsync("/requests?list=closed&within=ever&sort=kind")).QuerySelectorAll("th").Single(th => th.TextContent.Trim() == "At").GetAttribute("aria-sort"));
    }

    [Fact]
    public async Task Who_changed_how_they_are_reached_finds_it_completed_among_their_requests()
    {
        var (niamh, sam) = (await portal.SignInAsync("Niamh O'Dálaigh"), await portal.AsAsync("Sam Taylor"));
        var change = (await niamh.PageAsync("/me")).QuerySelector("main a[href$='/change']")!.GetAttribute("href")!;

        Assert.Equal("/me", await (await PortalForm.OpenAsync(niamh, change)).Fill("Mobile", "07700 900777").DoneAsync("Save"));

        async Task<string> Yours(PortalVisitor visitor, string filter) => (await visitor.PageAsync("/requests?list=yours" + filter)).QuerySelector("main")!.TextContent;
        foreach (var filter in new[] { "", "&kind=ChangeDetails" })
        {
            Assert.Matches("(?s)07700 900777.*Completed", await Yours(niamh, filter));
        }

        foreach (var filter in new[] { "&kind=CloseProfile", "&q=wisniewska" })
        {
            Assert.DoesNotContain("07700 900777", await Yours(niamh, filter), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("07700 900777", await Yours(sam, ""), StringComparison.Ordinal);
        using var file = await niamh.GetAsync("/requests?list=yours&handler=Export");
        Assert.Contains(",Completed,", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_position_really_gives_and_what_speaks_against_it_are_said_beforehand()
    {
        var (sam, ravi) = (await portal.SignInAsync("Sam Taylor"), await portal.SignInAsync("Ravi Menon"));
        var path = await RaisedRequest.ForAsync(sam, "Chidi Okonkwo", "Pharmacist");
        var other = await RaisedRequest.ForAsync(sam, "Chidi Okonkwo", "Dispenser and Local Smartcard Administrator");

        var form = await PortalForm.OpenAsync(ravi, path);

        var rows = form.Page.QuerySelectorAll("main .cis-changes__row").ToList();
        Assert.Contains("Stays", rows.Single(row => row.TextContent.Contains("B0570", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("also by the position Dispenser, Riverside Pharmacy", rows.Single(row => row.TextContent.Contains("B0570", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        Assert.Contains("Gains", rows.Single(row => row.TextContent.Contains("B0572", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        var known = form.Page.QuerySelector("main section[aria-label='What is known of the person']")!;
        Assert.Contains("Verified", known.TextContent, StringComparison.Ordinal);
        Assert.Contains("Dispenser, Riverside Pharmacy (TPH01)", known.TextContent, StringComparison.Ordinal);
        Assert.NotNull(known.QuerySelector($"a[href='{other}']"));
        Assert.Null((await sam.PageAsync(path)).QuerySelector("main section[aria-label='What is known of the person']"));

        var rule = new Restriction("TEST-SEE-SELL", "R0011", "B0572", RestrictionScope.Organisation, "Who dispenses, does not check it.");
        Assert.Null((await portal.WithAsync((ChangeRestriction change) => change.ExecuteAsync(
            new ChangeRestrictionRequest { Code = rule.Code, After = rule, Reason = "For a test" }, Actor.Service, TestContext.Current.CancellationToken))).Refusal);
        form = await PortalForm.OpenAsync(ravi, path);

        Assert.Contains("access.restricted-combination", form.Main, StringComparison.Ordinal);
        Assert.Contains("As it stands, it cannot be accepted. You can send it back or reject it.", form.Main, StringComparison.Ordinal);
        Assert.DoesNotContain(form.Page.QuerySelectorAll("main button"), button => button.TextContent.Trim() == "Accept");
        Assert.Equal("/requests", await form.Fill("Reason", "Not both").DoneAsync("Reject"));
    }

    private static async Task OrderedAsync(PortalVisitor ravi)
    {
        var list = MainOf(await ravi.PageAsync("/requests?kind=AssignPosition"));
        Assert.Equal("descending", Header(list, "Waiting").GetAttribute("aria-sort"));
        Assert.Null(Header(list, "At").GetAttribute("aria-sort"));
        Assert.Contains("longest waiting first", list.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);

        var address = Header(list, "At").QuerySelector("a")!.GetAttribute("href")!;
        Assert.Equal("/requests?kind=AssignPosition&sort=place", address);
        var sorted = MainOf(await ravi.PageAsync(address));
        Assert.Equal("ascending", Header(sorted, "At").GetAttribute("aria-sort"));
        Assert.Equal("/requests?kind=AssignPosition&sort=-place", Header(sorted, "At").QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("by organisation", sorted.QuerySelector("caption")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("/requests", sorted.QuerySelectorAll("a").Single(a => a.TextContent == "Clear filters").GetAttribute("href"));
    }

    private static async Task TakenAwayAsync(PortalVisitor ravi, PortalVisitor olga, string reference)
    {
        var address = MainOf(await ravi.PageAsync("/requests?q=wisniewska&sort=kind")).QuerySelectorAll("a").Single(a => a.TextContent == "Export this list").GetAttribute("href")!;
        Assert.Equal("/requests?q=wisniewska&sort=kind&handler=Export", address);
        using var file = await ravi.GetAsync(address);
        var lines = (await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\r\n");
        Assert.StartsWith("Reference,What is asked,For,UUID,ODS code,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith($"{reference},Assign a position,Zofia Wiśniewska,", lines[1], StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(lines[2..]));
        using var others = await olga.GetAsync(address);
        Assert.DoesNotContain(reference, await others.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static IElement MainOf(IHtmlDocument page) => page.QuerySelector("main")!;

    private static IElement Header(IElement main, string text) => main.QuerySelectorAll("th").Single(th => th.TextContent.Trim() == text);
}
