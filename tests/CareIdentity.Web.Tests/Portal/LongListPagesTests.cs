using AngleSharp.Dom;
using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Web.Tests.Portal;

/// <summary>
/// What a Registration Authority reads lists of, as it stands with nobody, with one and with ten thousand: words where there is nothing, a page of
/// twenty counted and turned where there is much, and no more questions to the database for ten thousand than for one.
/// </summary>
public sealed class LongListPagesTests : IDisposable
{
    private const int Most = 45;

    /// <summary>Under one of them, a Registration Authority, stand the others; nobody works at the first.</summary>
    private static readonly OdsCode Ra = OdsCode.Parse("TRA08");
    private static readonly OdsCode Nobodys = OdsCode.Parse("TLE00");
    private static readonly OdsCode Ones = OdsCode.Parse("TLE01");
    private static readonly OdsCode Manys = OdsCode.Parse("TLE10");

    /// <summary>A world of its own: no other wants so many in it.</summary>
    private readonly TrainingPortal portal = new();

    [Fact]
    public async Task Lists_of_nothing_of_one_and_of_ten_thousand_are_read_alike()
    {
        var priya = await portal.AsAsync("Priya Raman");
        var (one, many) = await SetUpAsync();
        var lists = new[]
        {
            new PagedList("/organisations/{0}/people", "person", "people", "Nobody holds a position here yet", ManyRows.Count),
            new PagedList("/organisations/{0}/positions", "position", "positions", "This organisation has no positions yet", ManyRows.Count + 1),
            new PagedList("/organisations/{0}/staff", "appointment", "appointments", "This organisation has no RA staff yet", ManyRows.Count),
        };
        foreach (var (path, words) in lists.Select(list => (string.Format(null, list.Path, Nobodys), list.Empty)).Concat(
            [
                ("/batches", "No batch was uploaded here"), ("/applications", "No application waits to be checked"), ("/requests?list=mine", "No request was given to you"),
                ($"/organisations/{Nobodys}/workgroups", "This organisation has no workgroups yet"), ($"/organisations/{Nobodys}/coverage?view=tree", "No organisation stands below it"),
                ($"/organisations/{Nobodys}/requests", "No request"), ($"/organisations/{Nobodys}/shared", "has no Temporary Access Card and no robot"), ($"/organisations/{Nobodys}/coverage?gap=complete", "No site matches these filters"),
            ]))
        {
            var page = await priya.PageAsync(path);
            Assert.Contains(words, page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("main tbody tr"));
            Assert.Null(page.QuerySelector("main .cis-pager"));
        }

        var ones = await ReadAsync(priya, [.. lists.Select(list => list with { Path = string.Format(null, list.Path, Ones), Count = 1 }), new($"/positions/{one}", "holder", "holders", "", 1)]);
        var sam = UserUuid.Parse((await FoundAsync(priya, "Sam Taylor")).Split('/')[^1]);
        var sponsor = await portal.WithAsync((ProfileQueries profiles) => profiles.FindAsync(sam, default));
        Assert.Null(await portal.WithAsync((CareIdentityDb db) => new ManyRows(db, TimeProvider.System).FillAsync(new ManyRows.Where(Manys, OdsCode.Parse("TRA01"), many, sponsor!.Id), default)));
        var manys = await ReadAsync(priya, [.. lists.Select(list => list with { Path = string.Format(null, list.Path, Manys) }), new($"/positions/{many}", "holder", "holders", "", ManyRows.Count)]);
        await ReadAsync(
            priya,
            [
                new("/requests", "request", "requests", "", ManyRows.Count), new("/batches", "batch", "batches", "", ManyRows.Count), new("/applications", "application", "applications", "", ManyRows.Count),
                new("/organisations/TRA01/coverage", "site", "sites", "", null), new("/organisations/TRA01/coverage?view=tree", "organisation", "organisations", "", null),
                new("/organisations/TRA01/below", "organisation", "organisations", "", null), new("/organisations/TRA01/staff?where=below", "appointment", "appointments", "", null),
                new("/positions?at=TRA01", "position", "positions", "", null), new($"/organisations/{Manys}/requests", "request", "requests", "", ManyRows.Count),
                new($"/organisations/{Manys}/shared", "card or robot", "cards and robots", "", ManyRows.Count),
            ]);

        Assert.All(ones.Zip(manys), asked => Assert.True(asked.Second <= asked.First, $"{asked.Second} questions for ten thousand, {asked.First} for one"));
        await ChoosesAsync(priya);
        await TakesAwayAsync(priya, $"/organisations/{Manys}/shared");
        await TakesAwayAsync(priya, $"/organisations/{Manys}/requests");
        await FindsWhoHasSeenTheLetterAsync(priya, many);
        await FindsWhoApprovedAsync(priya);
    }

    public void Dispose() => portal.Dispose();

    /// <summary>The first page, the last, and one that there is not: after a filter in another tab, or from an old link.</summary>
    private async Task<List<int>> ReadAsync(PortalVisitor visitor, PagedList[] lists)
    {
        var database = await portal.WithAsync((CareIdentityDb db) => Task.FromResult(db.Database.GetDbConnection().DataSource));
        using var queries = new QueryCount(database);
        var questions = new List<int>();
        foreach (var list in lists)
        {
            // The lesser of two: what is asked once and kept is asked by the first, and something of the service's own may be asked meanwhile.
            var (before, _) = (queries.Asked, await visitor.PageAsync(list.Path));
            var between = queries.Asked;
            var first = await visitor.PageAsync(list.Path);
            questions.Add(Math.Min(between - before, queries.Asked - between));
            Assert.True(questions[^1] <= Most, $"{list.Path}: {questions[^1]} questions to the database");
            var (shown, words) = Shown(first, list.Path);
            if (list.Count == 1)
            {
                Assert.Equal((1, $"1 {list.One}"), (shown, words));
                continue;
            }

            var total = list.Count ?? int.Parse(words.Split(' ')[4], System.Globalization.NumberStyles.AllowThousands, System.Globalization.CultureInfo.InvariantCulture);
            Assert.InRange(total, ManyRows.Count, ManyRows.Count * 2);
            Assert.Equal((20, $"1 to 20 of {total:N0} {list.Many}"), (shown, words));
            var (pages, join) = ((total + 19) / 20, list.Path.Contains('?', StringComparison.Ordinal) ? '&' : '?');
            var last = Shown(await visitor.PageAsync($"{list.Path}{join}page={pages}"), list.Path);
            Assert.Equal((total - (pages - 1) * 20, $"{(pages - 1) * 20 + 1:N0} to {total:N0} of {total:N0} {list.Many}"), last);
            var beyond = await visitor.PageAsync($"{list.Path}{join}page={pages + 7}");
            Assert.Contains($"There is no page {pages + 7:N0}. The last of {total:N0} {list.Many} is on page {pages:N0}.", beyond.QuerySelector("main .cis-pager")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(beyond.QuerySelectorAll("main nav a"), link => link.GetAttribute("href")!.Contains($"page={pages}", StringComparison.Ordinal));
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(", ", lists.Zip(questions, (list, asked) => $"{list.Path}: {asked}")));
        return questions;
    }

    /// <summary>Pages where one of so many is chosen answer, too, and do not become as long as what they choose from.</summary>
    private static async Task ChoosesAsync(PortalVisitor visitor)
    {
        var person = await FoundAsync(visitor, "Zofia Wiśniewska");
        foreach (var path in new[] { $"{person}/positions/new?at={Manys}", $"{person}/positions/many?at={Manys}", $"/organisations/{Manys}/positions/new", $"/organisations/{Manys}/staff/new", $"/applications/new?at={Manys}", "/requests/together", "/" })
        {
            using var answer = await visitor.GetAsync(path);
            var text = await answer.Content.ReadAsStringAsync();

            Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}");
            Assert.True(text.Length < 1_500_000, $"{path} is {text.Length:N0} characters long");
        }
    }

    /// <summary>The list as a file has all of them, not those of a page.</summary>
    private static async Task TakesAwayAsync(PortalVisitor visitor, string path)
    {
        var export = (await visitor.PageAsync(path + "?page=3")).QuerySelectorAll("main a").Single(a => a.TextContent == "Export this list").GetAttribute("href")!;
        using var answer = await visitor.GetAsync(export);
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(("text/csv", ManyRows.Count + 1), (answer.Content.Headers.ContentType!.MediaType, lines.Length));
    }

    /// <summary>Of ten thousand sponsors twenty are offered; each of the others is found.</summary>
    private static async Task FindsWhoHasSeenTheLetterAsync(PortalVisitor visitor, Guid position)
    {
        var uuid = (await FoundAsync(visitor, "Zofia Wiśniewska")).Split('/')[^1];
        var form = await PortalForm.OpenAsync(visitor, $"/organisations/{Manys}/staff/new?person={uuid}&position={position}");

        var found = await form.Fill("FindPerson", "number09999 nadia").AgainAsync("Find");
        var chosen = found.Page.QuerySelector("input[name=SeenBy]")!.GetAttribute("value")!;
        var others = await found.Fill("SeenBy", chosen).Fill("FindPerson", "Number00007").AgainAsync("Find");
        var nobody = await form.Fill("FindPerson", "Nobody of this name").AgainAsync("Find");

        Assert.Equal(20, form.Page.QuerySelectorAll("input[name=SeenBy]").Length);
        Assert.Contains("The first 20 by name are listed", form.Main, StringComparison.Ordinal);
        Assert.Contains("Nadia Number09999", found.Main, StringComparison.Ordinal);
        Assert.Single(found.Page.QuerySelectorAll("input[name=SeenBy]"));
        Assert.Equal(2, others.Page.QuerySelectorAll("input[name=SeenBy]").Length);
        Assert.Equal(chosen, others.Page.QuerySelector("input[name=SeenBy][checked]")!.GetAttribute("value"));
        Assert.Empty(nobody.Page.QuerySelectorAll("input[name=SeenBy]"));
        Assert.Contains("Nobody who can be chosen here matches “Nobody of this name”", nobody.Main, StringComparison.Ordinal);
    }

    /// <summary>The twenty-first of those who may approve a position is found by name; who may not is refused, whatever is sent.</summary>
    private async Task FindsWhoApprovedAsync(PortalVisitor visitor)
    {
        var manager = (await portal.WithAsync((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Ra, Name = "RA Manager", AccessProfiles = [new NewAccessProfile(Ra, RCode.RaManager, [])], ApprovalNote = "Set up" }, Actor.Service, default))).Value;
        for (var letter = 'a'; letter <= 'u'; letter++)
        {
            Assert.Null((await portal.WithAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
                new SetUpPersonRequest
                {
                    Details = new PersonalDetails { GivenName = "Mona", FamilyName = $"Aamanager{letter}", DateOfBirth = new DateOnly(1980, 1, 1) },
                    Organisation = Ra,
                    Positions = [(manager, new DateOnly(2020, 1, 1), null)],
                    TrainedAs = [RaRole.RaManager],
                    TermsAccepted = true,
                },
                Actor.Service,
                default))).Refusal);
        }

        var form = await PortalForm.OpenAsync(visitor, $"/organisations/{Manys}/positions/new");
        form.Fill("Name", "Night dispenser").Fill("Profiles[0].JobRole", "R0011").Fill("ApprovalNote", "By letter");
        var refused = await form.Fill("ApprovedBy", "11111111-1111-4111-8111-111111111111").AgainAsync("Create the position");
        var found = await form.Fill("ApprovedBy").Fill("FindPerson", "aamanageru").AgainAsync("Find");
        var last = found.Page.QuerySelector("input[name=ApprovedBy]")!.GetAttribute("value")!;

        Assert.Equal(20, form.Page.QuerySelectorAll("input[name=ApprovedBy]").Length);
        Assert.DoesNotContain("Mona Aamanageru", form.Main, StringComparison.Ordinal);
        Assert.Contains("Select who approved it", refused.Main, StringComparison.Ordinal);
        Assert.Contains("Mona Aamanageru", found.Main, StringComparison.Ordinal);
        Assert.StartsWith("/positions/", await found.Fill("ApprovedBy", last).DoneAsync("Create the position"), StringComparison.Ordinal);
    }

    private async Task<(Guid One, Guid Many)> SetUpAsync()
    {
        foreach (var (code, name, kind, parent) in new[]
        {
            (Ra, "Long Lists Registration Authority", OrganisationKind.RegistrationAuthority, "TRA01"), (Nobodys, "Nobody's Pharmacy", OrganisationKind.Pharmacy, "TRA08"),
            (Ones, "One Person Pharmacy", OrganisationKind.Pharmacy, "TRA08"), (Manys, "Ten Thousand Pharmacy", OrganisationKind.Pharmacy, "TRA08"),
        })
        {
            Assert.Null((await portal.WithAsync((SetUpOrganisation setUp) => setUp.ExecuteAsync(
                new SetUpOrganisationRequest { Code = code, Details = new OrganisationDetails { Name = name, Kind = kind }, RaParent = OdsCode.Parse(parent) }, Actor.Service, default))).Refusal);
        }

        var (one, many) = (await SponsoringAsync(Ones), await SponsoringAsync(Manys));
        Assert.Null((await portal.WithAsync((SetUpPerson setUp) => setUp.ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = "Una", FamilyName = "Alone", DateOfBirth = new DateOnly(1990, 2, 3) },
                Organisation = Ones,
                Positions = [(one, new DateOnly(2020, 1, 1), null)],
                TermsAccepted = true,
            },
            Actor.Service,
            default))).Refusal);
        return (one, many);
    }

    private async Task<Guid> SponsoringAsync(OdsCode at) => (await portal.WithAsync((CreatePosition create) => create.ExecuteAsync(
        new CreatePositionRequest { Organisation = at, Name = "Sponsor", AccessProfiles = [new NewAccessProfile(at, RCode.Parse("R8009"), [BCode.Parse("B1300")])], ApprovalNote = "Set up" }, Actor.Service, default))).Value;

    private static async Task<string> FoundAsync(PortalVisitor visitor, string name) =>
        (await visitor.PageAsync("/search?q=" + Uri.EscapeDataString(name))).QuerySelectorAll("main a[href^='/people/']").First(a => a.TextContent.Trim() == name).GetAttribute("href")!;

    /// <summary>Rows of the table above the pager, and what the pager says.</summary>
    private static (int Rows, string Words) Shown(IParentNode page, string path)
    {
        var pager = page.QuerySelector("main .cis-pager");
        Assert.True(pager is not null, $"{path} has no pager: {page.QuerySelector("main")?.TextContent}");
        var table = page.QuerySelectorAll("main table").Last(t => t.CompareDocumentPosition(pager).HasFlag(DocumentPositions.Following));
        return (table.QuerySelectorAll("tbody tr").Length, pager.TextContent.Trim());
    }

    /// <param name="Count">Null: with those that are there anyway.</param>
    private sealed record PagedList(string Path, string One, string Many, string Empty, int? Count);
}
