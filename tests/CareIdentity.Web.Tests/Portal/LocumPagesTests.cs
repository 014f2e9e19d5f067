using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>An agent gives a pharmacist a position at FFFFF, and the register says so; on the page and in its file.</summary>
public sealed class LocumPagesTests : IDisposable
{
    /// <summary>A world of its own: the register begins empty.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task A_national_locum_position_is_given_and_stands_in_the_register_and_its_export()
    {
        var ravi = await portal.AsAsync("Ravi Menon");
        var empty = await ravi.PageAsync("/locum-register");
        var person = (await ravi.PageAsync("/search?q=Ruth+Abernethy")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;
        var access = await ravi.PageAsync($"{person}/access");
        var form = await PortalForm.OpenAsync(ravi, access.QuerySelectorAll("main a").Single(a => a.TextContent.Contains("FFFFF", StringComparison.Ordinal)).GetAttribute("href")!);
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date);
        var position = form.Page.QuerySelector("input[name=PositionId]")!.GetAttribute("value")!;
        var sponsor = form.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        form.Fill("PositionId", position).Fill("SponsorId", sponsor).Fill("Note", "Agency");
        Date(form, "StartsOn", today);

        var endless = await form.AgainAsync("Give the position");
        Date(endless.Fill("PositionId", position).Fill("SponsorId", sponsor).Fill("Note", "=Agency"), "StartsOn", today);
        var done = await Date(endless, "ExpiresOn", today.AddMonths(6)).DoneAsync("Give the position");
        var register = await ravi.PageAsync("/locum-register?state=now&q=abernethy");
        using var export = await ravi.GetAsync("/locum-register?handler=Export&state=now");
        var file = await export.Content.ReadAsStringAsync();
        var none = await ravi.PageAsync("/locum-register?state=ended");

        Assert.Contains("was given a national locum position yet", Words(empty), StringComparison.Ordinal);
        Assert.Contains("at most 12 months after its start", endless.Main, StringComparison.Ordinal);
        Assert.Equal($"{person}/access", done);
        Assert.Contains("Ruth Abernethy", Words(register), StringComparison.Ordinal);
        Assert.Contains("by Ravi Menon for", Words(register), StringComparison.Ordinal);
        Assert.Equal("text/csv", export.Content.Headers.ContentType?.MediaType);
        Assert.Contains("attachment", export.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("Ruth Abernethy,GPHC 2034567,", file, StringComparison.Ordinal);
        Assert.Contains("No position matches these filters", Words(none), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_it_is_told_and_somebody_unregistered_is_not_offered_it()
    {
        using var sponsor = await (await portal.AsAsync("Sam Taylor")).GetAsync("/locum-register");
        using var export = await (await portal.AsAsync("Sam Taylor")).GetAsync("/locum-register?handler=Export");
        var ravi = await portal.AsAsync("Ravi Menon");
        var zofia = (await ravi.PageAsync("/search?q=Zofia")).QuerySelector("main a[href^='/people/']")!.GetAttribute("href")!;

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (sponsor.StatusCode, export.StatusCode));
        Assert.DoesNotContain("FFFFF", Words(await ravi.PageAsync($"{zofia}/access")), StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    private static PortalForm Date(PortalForm form, string name, DateOnly day) => form.Fill($"{name}.Day", $"{day.Day}").Fill($"{name}.Month", $"{day.Month}").Fill($"{name}.Year", $"{day.Year}");

    private static string Words(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("main")!.TextContent;
}
