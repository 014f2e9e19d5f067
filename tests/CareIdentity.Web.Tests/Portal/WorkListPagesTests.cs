using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>The work-list searched, ordered and taken away, in a training world of their own.</summary>
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
