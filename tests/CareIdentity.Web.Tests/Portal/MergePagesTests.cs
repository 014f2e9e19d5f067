using System.Net;
using CareIdentity.Web.Tests.Nhs.Pages;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Thandiwe Ndlovu was registered twice. Whoever finds out makes one profile of the two, and both numbers, names and cards lead to it.</summary>
public sealed class MergePagesTests : IDisposable
{
    /// <summary>A world of its own: nobody can be merged twice.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task Two_profiles_are_compared_merged_and_both_lead_to_the_person()
    {
        var gareth = await portal.AsAsync("Gareth Pritchard");
        var (first, second) = (await AddressAsync(gareth, "Thandiwe Ndlovu"), await AddressAsync(gareth, "Thandi Ndlovu"));
        var details = await gareth.PageAsync(first);
        var find = await gareth.PageAsync($"{first}/merge");
        var likely = find.QuerySelectorAll("main a").Single(a => a.TextContent == "Compare with Thandi Ndlovu").GetAttribute("href")!;

        var shown = await PortalForm.OpenAsync(gareth, likely);
        var silent = await shown.AgainAsync("Merge the two profiles");
        var undecided = await shown.Fill("Compared", "true").Fill("Reason", "Same passport seen at both").AgainAsync("Merge the two profiles");
        var done = await shown.Fill("Cards", "Keep").DoneAsync("Merge the two profiles");
        var after = await gareth.PageAsync(done);
        using var old = await gareth.GetAsync($"{second}/history");
        var history = await gareth.PageAsync(old.Headers.Location!.OriginalString);
        var found = await gareth.PageAsync("/search?q=" + second["/people/".Length..]);
        var byName = await gareth.PageAsync("/search?q=Thandi+Ndlovu");
        var thandi = await portal.SignInAsync("Thandi Ndlovu");
        var me = await thandi.PageAsync("/me");

        Assert.Contains("Merge with another profile of this person", Words(details), StringComparison.Ordinal);
        Assert.Contains("The same date of birth", Words(find), StringComparison.Ordinal);
        Assert.Contains("Position Practice nurse at TGP01", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Both have a smartcard that works", shown.Main, StringComparison.Ordinal);
        Assert.Contains("differs", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Confirm that you have compared the two", silent.Main, StringComparison.Ordinal);
        Assert.Contains("Say which is kept", undecided.Main, StringComparison.Ordinal);
        Assert.Equal(first, done);
        Assert.Contains("Also known as", Words(after), StringComparison.Ordinal);
        Assert.Contains("merged on", Words(after), StringComparison.Ordinal);
        Assert.Equal($"{first}/history", old.Headers.Location!.OriginalString);
        Assert.Contains("was merged into this one", Words(history), StringComparison.Ordinal);
        Assert.Contains("Merged the profile", Words(history), StringComparison.Ordinal);
        Assert.Equal(2, history.QuerySelectorAll("main td").Count(cell => cell.TextContent.Contains("Set up the profile", StringComparison.Ordinal)));
        Assert.Contains("which was merged into it", Words(found), StringComparison.Ordinal);
        Assert.Single(byName.QuerySelectorAll("main a[href^='/people/']:not([href^='/people/new'])"));
        Assert.Contains("Thandiwe Ndlovu", me.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Practice nurse", Words(me), StringComparison.Ordinal);
        Assert.Contains("Staff nurse", Words(me), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_and_what_cannot_be_is_said()
    {
        var gareth = await portal.AsAsync("Gareth Pritchard");
        var (thandiwe, rosa) = (await AddressAsync(gareth, "Thandiwe Ndlovu"), await AddressAsync(gareth, "Rosa Díaz"));
        var own = await AddressAsync(gareth, "Gareth Pritchard");

        using var agent = await (await portal.AsAsync("Ravi Menon")).GetAsync($"{thandiwe}/merge");
        using var themself = await gareth.GetAsync($"{own}/merge");
        using var withOneself = await gareth.GetAsync($"{thandiwe}/merge?with={own["/people/".Length..]}");
        using var same = await gareth.GetAsync($"{thandiwe}/merge?with={thandiwe["/people/".Length..]}");
        using var nobody = await gareth.GetAsync($"{thandiwe}/merge?with=what");
        using var stranger = await gareth.GetAsync($"{thandiwe}/merge?with={rosa["/people/".Length..]}");
        var two = await PortalHost.ReadAsync(stranger);

        Assert.Equal(HttpStatusCode.Forbidden, agent.StatusCode);
        Assert.All([themself, withOneself, same, nobody, stranger], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Contains("different dates of birth", Words(two), StringComparison.Ordinal);
        Assert.Null(two.QuerySelector("main form[method=post]"));
        Assert.Contains("both numbers lead to the same one", Words(await PortalHost.ReadAsync(same)), StringComparison.Ordinal);
    }

    public void Dispose() => portal.Dispose();

    private static string Words(AngleSharp.Html.Dom.IHtmlDocument page) => page.QuerySelector("main")!.TextContent;

    private static async Task<string> AddressAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']:not([href^='/people/new'])").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;
}
