using System.Net;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>Several positions of one person end on one page, and more people than a page waits for become a batch, in a training world of their own.</summary>
public sealed class EndPositionsPageTests : IDisposable
{
    private readonly TrainingPortal portal = new();

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Which_end_is_shown_with_what_is_lost_then_what_became_of_each()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var niamh = await AddressAsync(priya, "Niamh O'Dálaigh");
        string[] made = [await PositionPagesTests.MadeAsync(priya, "Stock taker"), await PositionPagesTests.MadeAsync(priya, "Delivery driver", "R8009")];
        var form = await PortalForm.OpenAsync(priya, $"{niamh}/positions/many?at=TPH01");
        var sponsor = form.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        await form.Fill("Chosen", [.. made.Select(address => address[^36..])]).Fill("SponsorId", sponsor).Fill("Note", "Helps everywhere").AgainAsync("Give the positions");

        var access = await priya.PageAsync($"{niamh}/access");
        var page = $"{niamh}/positions/end";
        Assert.NotNull(access.QuerySelector($"main a[href='{page}']"));
        var offered = await PortalForm.OpenAsync(priya, page);
        string Held(string name) => offered.Page.QuerySelectorAll("main label").First(label => label.TextContent.Trim().StartsWith(name, StringComparison.Ordinal)).GetAttribute("for")! is var id
            ? offered.Page.GetElementById(id)!.GetAttribute("value")! : "";
        var nothing = (await priya.PageAsync($"{page}?show=yes")).QuerySelector("main")!.TextContent;
        var chosen = $"{page}?show=yes&Chosen={Held("Stock taker")}&Chosen={Held("Delivery driver")}";
        var shown = await PortalForm.OpenAsync(priya, chosen);
        var silent = await shown.AgainAsync("End 2 positions");
        var undated = await shown.Fill("How", "day").Fill("Reason", "Season over").AgainAsync("End 2 positions");
        var past = await shown.On("LastDay", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(-9)).AgainAsync("End 2 positions");
        var dated = await shown.On("LastDay", DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(9)).AgainAsync("End 2 positions");
        var contradictory = await shown.Fill("How", "now").AgainAsync("End 2 positions");
        var removing = (await PortalForm.OpenAsync(priya, chosen)).Fill("How", "now").Fill("Reason", "Left");
        var removed = await removing.AgainAsync("End 2 positions");
        using var twice = await removing.SendAsync("End 2 positions");

        Assert.Contains("Select at least one position", nothing, StringComparison.Ordinal);
        Assert.Contains("2 positions of Niamh O'Dálaigh will end", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Lost with them", shown.Main, StringComparison.Ordinal);
        Assert.Contains("Select when they end", silent.Main, StringComparison.Ordinal);
        Assert.Contains("Say why", silent.Main, StringComparison.Ordinal);
        Assert.Contains("Enter the last day", undated.Main, StringComparison.Ordinal);
        Assert.Contains("The last day must be today or later", past.Main, StringComparison.Ordinal);
        Assert.Contains("2 ended, 0 refused", dated.Main, StringComparison.Ordinal);
        Assert.Contains("Last day set", dated.Main, StringComparison.Ordinal);
        Assert.Contains("Leave the last day empty, or choose that they end on it", contradictory.Main, StringComparison.Ordinal);
        Assert.Contains("2 ended, 0 refused", removed.Main, StringComparison.Ordinal);
        Assert.Contains("assignment.already-removed", await twice.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain("Stock taker", (await priya.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_offered_to_end_what_is_above_them_elsewhere_or_their_own()
    {
        var ravi = await portal.SignInAsync("Ravi Menon");
        var (priya, own) = (await AddressAsync(ravi, "Priya Raman"), await AddressAsync(ravi, "Ravi Menon"));
        using var mine = await ravi.GetAsync($"{own}/positions/end");
        var above = (await ravi.PageAsync($"{priya}/positions/end?show=yes&Chosen={Guid.NewGuid()}&Chosen=nonsense")).QuerySelector("main")!.TextContent;
        using var elsewhere = await (await portal.AsAsync("Olga Nowak")).GetAsync($"{priya}/positions/end");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, mine.StatusCode);
        Assert.Contains("holds no position that you can end", above, StringComparison.Ordinal);
        Assert.Contains("Not yours to end", above, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
    }

    [Fact]
    public async Task More_than_200_people_become_a_batch_that_somebody_starts()
    {
        var priya = await portal.SignInAsync("Priya Raman");
        var made = await PositionPagesTests.MadeAsync(priya, "Flu helper");
        var uuids = new List<UserUuid>();
        for (var i = 0; i <= ManyAssignments.Most; i++)
        {
            uuids.Add((await portal.WithAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
                new SetUpPersonRequest
                {
                    Details = new PersonalDetails { GivenName = "Helper", FamilyName = string.Concat($"{i:D3}".Select(digit => (char)('a' + digit - '0'))), DateOfBirth = new DateOnly(1980, 1, 1).AddDays(i) },
                    Organisation = OdsCode.Parse("TPH01"),
                },
                Actor.Service,
                TestContext.Current.CancellationToken))).Value.Uuid);
        }

        var form = await PortalForm.OpenAsync(priya, $"{made}/many");
        var tooMany = await form.Fill("Uuids", string.Join('\n', Enumerable.Range(0, PeopleByUuid.Most + 1).Select(i => $"9{i:D11}"))).AgainAsync("Show who they are");
        var shown = await form.Fill("Uuids", string.Join('\n', uuids) + "\nMr Nobody").AgainAsync("Show who they are");
        var sponsor = shown.Page.QuerySelector("input[name=SponsorId]")!.GetAttribute("value")!;
        var button = $"Make a batch of these {uuids.Count} people";
        var silent = await shown.AgainAsync(button);
        var batch = await silent.Fill("SponsorId", sponsor).Fill("Reason", "Flu season").DoneAsync(button);
        var page = (await priya.PageAsync(batch)).QuerySelector("main")!.TextContent;
        var none = await (await PortalForm.OpenAsync(priya, $"{made}/many")).Fill("Uuids", string.Join('\n', uuids)).Fill("Work", "remove").AgainAsync("Show who they are");
        var nobody = await none.Fill("Reason", "Season over").AgainAsync("Remove it from them");

        Assert.Contains("many.too-many-pasted", tooMany.Main, StringComparison.Ordinal);
        Assert.Contains($"{uuids.Count} people found", shown.Main, StringComparison.Ordinal);
        Assert.Contains("1 is nobody's UUID", shown.Main, StringComparison.Ordinal);
        Assert.InRange(shown.Page.QuerySelectorAll("main tbody tr").Length, 1, 50);
        Assert.Contains("Select the sponsor who asked for it", silent.Main, StringComparison.Ordinal);
        Assert.StartsWith("/batches/", batch, StringComparison.Ordinal);
        Assert.Contains("nothing is done until you start it here", page, StringComparison.Ordinal);
        Assert.Contains($"Flu helper, {uuids.Count} people.csv", page, StringComparison.Ordinal);
        Assert.Contains("many.nobody-holds", nobody.Main, StringComparison.Ordinal);
    }

    private static async Task<string> AddressAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;
}
