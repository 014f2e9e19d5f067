using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>A position is given at a site that has no sponsor, and what of somebody above oneself is not offered at all.</summary>
public sealed class GivePositionPagesTests : IDisposable
{
    /// <summary>A world of its own: somebody gets access in it.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task Where_a_site_has_no_sponsor_a_colleague_stands_in_for_a_registered_professional()
    {
        var ravi = await portal.AsAsync("Ravi Menon");
        var (clerk, pharmacist) = (await AddressAsync(ravi, "Zofia Wiśniewska"), await AddressAsync(ravi, "Ruth Abernethy"));

        var unregistered = await (await FilledAsync(ravi, clerk)).Fill("NumberChecked", "true").AgainAsync("Give the position");
        var form = await FilledAsync(ravi, pharmacist);
        var unticked = await form.AgainAsync("Give the position");
        var nobody = await PortalForm.OpenAsync(ravi, $"{pharmacist}/positions/new?at=TRA01");
        var done = await unticked.Fill("NumberChecked", "true").DoneAsync("Give the position");

        Assert.Contains("TRA01 has no sponsor, so only somebody on a professional register", unregistered.Main, StringComparison.Ordinal);
        Assert.Contains("I looked GPHC", form.Main, StringComparison.Ordinal);
        Assert.Contains("Say that you looked the professional number up", unticked.Main, StringComparison.Ordinal);
        Assert.Contains("Appoint a sponsor at", nobody.Main, StringComparison.Ordinal);
        Assert.Contains("in place of a sponsor; the professional number was checked", (await ravi.PageAsync($"{pharmacist}/history")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{pharmacist}/access", done);
    }

    [Fact]
    public async Task Nobody_is_offered_to_dismiss_above_their_level()
    {
        var (ravi, priya) = (await portal.AsAsync("Ravi Menon"), await AddressAsync(await portal.AsAsync("Ravi Menon"), "Priya Raman"));
        var access = await ravi.PageAsync(priya + "/access");
        var position = access.QuerySelectorAll("main a").First(a => a.TextContent.Contains("Change or remove", StringComparison.Ordinal)).GetAttribute("href")!;

        var held = await ravi.PageAsync(position);
        using var close = await ravi.GetAsync(priya + "/close");

        Assert.Empty(held.QuerySelectorAll("input[name=RemoveReason]"));
        Assert.Contains("cannot", held.QuerySelector(".cis-why-not")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, close.StatusCode);
    }

    [Fact]
    public async Task An_RA_that_invites_for_what_is_no_ODS_code_is_told_so()
    {
        var ravi = await portal.AsAsync("Ravi Menon");

        var wrong = (await ravi.PageAsync("/applications/new?at=no%20code")).QuerySelector("main")!.TextContent;
        var site = await PortalForm.OpenAsync(ravi, "/applications/new?at=TPH01");
        using var foreign = await ravi.GetAsync("/applications/new?at=ZZZ99");

        Assert.Contains("Enter an ODS code", wrong, StringComparison.Ordinal);
        Assert.Contains("Sam Taylor", site.Main, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    public void Dispose() => portal.Dispose();

    private static async Task<PortalForm> FilledAsync(PortalVisitor ravi, string person)
    {
        var form = await PortalForm.OpenAsync(ravi, $"{person}/positions/new?at=TRA01");
        var position = form.Page.QuerySelectorAll("label").First(label => label.TextContent.Trim() == "Audit Manager").GetAttribute("for")!;
        var sponsor = form.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        return form.Fill("PositionId", form.Page.GetElementById(position)!.GetAttribute("value")!).Fill("SponsorId", sponsor).Fill("Note", "Audits the sites for a month");
    }

    private static async Task<string> AddressAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;
}
