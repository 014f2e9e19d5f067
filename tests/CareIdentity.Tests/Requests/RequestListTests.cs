using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using static CareIdentity.Tests.Given.GivenPeople;

namespace CareIdentity.Tests.Requests;

/// <summary>Finding, ordering and taking away what stands on the work-list.</summary>
public sealed class RequestListTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_request_is_found_by_name_UUID_reference_and_ODS_code_by_who_may_see_it(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var foreign = await asked.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign");
        var uuid = await asked.Given.InDb(db => db.Profiles.Where(p => p.Id == asked.Subject).Select(p => p.Uuid).FirstAsync(None));
        string[] known = ["chidi", "HOLD", "holder chi", uuid.Value, uuid.Spoken, asked.Reference.Value, asked.Reference.Value.ToLowerInvariant(), "FW844", " fw844 "];

        foreach (var text in known)
        {
            Assert.Equal(1, await Found(asked, text, asked.Agent));
            Assert.Equal(1, await Found(asked, text, asked.Sponsor, RequestList.Yours));
            Assert.Equal(0, await Found(asked, text, foreign));
            Assert.Equal(0, await Found(asked, text, asked.Agent, RequestList.SentBack));
        }

        foreach (var text in (string[])["olders", "chidi smith", "Robertson", "FX111", "999999999999", "R-0000-0000", "?!"])
        {
            Assert.Equal(0, await Found(asked, text, asked.Agent));
        }

        await asked.Reject(asked.Agent);
        foreach (var text in known)
        {
            Assert.Equal(1, await Found(asked, text, asked.Agent, RequestList.Closed));
        }
    }

    /// <summary>Nobody has a profile by that name: it is found by what was asked for, without accents, and so is what waits for it; later by the profile.</summary>
    [Theory]
    [EveryEngine]
    public async Task Who_is_not_registered_yet_is_found_by_the_name_that_was_asked_for(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, checker, agent) = (await given.ASponsor(), await given.AnIdChecker(), await given.AnRaAgent());
        var zofia = Asha with { GivenName = "Zofia", FamilyName = "Wiśniewska" };
        var dispenser = await given.ADispenserPosition();
        var raised = (await given.With((RaiseRegistration raise) => raise.ExecuteAsync(Registration(zofia, given.Today, dispenser), sponsor, None))).Value;

        Assert.Equal(2, (await List(given, new RequestFilter { Text = "wisniewska z" }, agent)).Total);
        Assert.Equal(1, (await List(given, new RequestFilter { Text = "Wiśniewska", Kind = RequestKind.CreateProfile }, agent)).Total);
        Assert.Equal(1, (await List(given, new RequestFilter { Text = "zofia" }, checker)).Total);

        Assert.Null((await given.With((RejectRequest reject) => reject.ExecuteAsync(new RejectRequestRequest { RequestId = raised.RegistrationId, Reason = "Not met" }, checker, None))).Refusal);

        Assert.Equal(0, (await List(given, new RequestFilter { Text = "zofia" }, agent)).Total);
        Assert.Equal(2, (await List(given, new RequestFilter { Text = "zofia" }, agent, RequestList.Closed)).Total);
    }

    /// <summary>A name of three letters that is also a code: the person and the organisation are both found.</summary>
    [Theory]
    [EveryEngine]
    public async Task A_name_that_is_a_code_too_finds_both(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.Given.AnOrganisation(OdsCode.Parse("CHI"), "Chi Pharmacy", CareIdentity.Organisations.OrganisationKind.Pharmacy, Given.Given.Ra);

        Assert.Equal(1, await Found(asked, "chi", asked.Agent));
    }

    [Theory]
    [EveryEngine]
    public async Task The_list_is_ordered_by_age_kind_and_organisation(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        await Many(given, agent, 6);

        async Task<IEnumerable<string>> Names(RequestFilter filter, RequestList list = RequestList.Open) => (await List(given, filter, agent, list)).Rows.Select(row => row.SubjectName);

        Assert.Equal(["Person 0", "Person 1", "Person 2", "Person 3", "Person 4", "Person 5"], await Names(RequestFilter.None));
        Assert.Equal(["Person 5", "Person 4", "Person 3", "Person 2", "Person 1", "Person 0"], await Names(new RequestFilter { Descending = true }));
        Assert.Equal(["Person 1", "Person 3", "Person 5", "Person 0", "Person 2", "Person 4"], await Names(new RequestFilter { Order = RequestOrder.Organisation })); // Hilltop, Riverside.
        Assert.Equal(["Person 0", "Person 2", "Person 4", "Person 1", "Person 3", "Person 5"], await Names(new RequestFilter { Order = RequestOrder.Organisation, Descending = true }));
        Assert.Equal(["Person 2", "Person 5", "Person 1", "Person 4", "Person 0", "Person 3"], await Names(new RequestFilter { Order = RequestOrder.Kind })); // Change details, Close, Create: as they are read.
        Assert.Equal(["Person 0", "Person 3", "Person 1", "Person 4", "Person 2", "Person 5"], await Names(new RequestFilter { Order = RequestOrder.Kind, Descending = true }));
    }

    [Theory]
    [EveryEngine]
    public async Task Closed_requests_are_listed_for_30_days_for_a_year_and_for_ever(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        await asked.Reject(asked.Agent);

        Assert.Equal((1, 1, 1), await Closed(asked));
        asked.Given.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal((0, 1, 1), await Closed(asked));
        Assert.Equal(0, (await asked.Counts(asked.Agent)).Closed);
        asked.Given.Clock.Advance(TimeSpan.FromDays(340));
        Assert.Equal((0, 0, 1), await Closed(asked));
        Assert.Equal("Chidi Holder", Assert.Single((await List(asked.Given, new RequestFilter { Closed = ClosedWithin.Ever, Text = "holder", Order = RequestOrder.Kind }, asked.Agent, RequestList.Closed)).Rows).SubjectName);
    }

    /// <summary>More than are ever listed: no page repeats or leaves out one, and pages, count and file stop at the same place.</summary>
    [Theory]
    [EveryEngine]
    public async Task Pages_and_the_file_hold_with_more_requests_than_are_listed(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        await Many(given, agent, RequestQueries.MostListed + 30);

        foreach (var filter in (RequestFilter[])[RequestFilter.None, new RequestFilter { Order = RequestOrder.Organisation, Descending = true }])
        {
            var seen = new HashSet<Guid>();
            for (var skip = 0; skip < RequestQueries.MostListed; skip += 2_500)
            {
                var page = await given.With((RequestQueries q) => q.ListAsync(RequestList.Open, filter, agent, skip, 2_500, None));
                Assert.Equal((RequestQueries.MostListed, 2_500), (page.Total, page.Rows.Count(row => seen.Add(row.Id))));
            }

            var file = await given.With(async (RequestQueries q) => await (await q.AllAsync(RequestList.Open, filter, agent, None)).Select(row => row.Id).ToHashSetAsync(cancellationToken: None));
            Assert.True(seen.SetEquals(file));
        }

        Assert.Empty((await given.With((RequestQueries q) => q.ListAsync(RequestList.Open, RequestFilter.None, agent, RequestQueries.MostListed, 20, None))).Rows);
        Assert.Equal(1, (await List(given, new RequestFilter { Text = "Person 10029" }, agent)).Total);
    }

    [Theory]
    [EveryEngine]
    public async Task Who_takes_a_list_away_is_on_record_without_what_they_looked_for(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);

        var rows = await asked.Given.With(async (ExportRequests export) => await (await export.ExecuteAsync(
            new ExportRequestsRequest { List = RequestList.Open, Filter = new RequestFilter { Text = "Chidi" } }, asked.Agent, None)).Value.ToListAsync(None));

        Assert.Equal(asked.Id, Assert.Single(rows).Id);
        var line = Assert.Single((await asked.Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Ra), 0, 50, None))).Lines, line => line.Type == nameof(RequestsExported));
        Assert.Equal("Took away a list of requests: those to decide.", line.InWords);
        Assert.False(await asked.Given.InDb(db => db.AuditEvents.AnyAsync(e => e.Type == nameof(RequestsExported) && e.Detail.Contains("Chidi"), None)));
    }

    private static async Task<(int Days, int Year, int Ever)> Closed(RequestsOnTheWay asked)
    {
        async Task<int> Within(ClosedWithin closed) => (await List(asked.Given, new RequestFilter { Closed = closed }, asked.Agent, RequestList.Closed)).Total;
        return (await Within(ClosedWithin.Days), await Within(ClosedWithin.Year), await Within(ClosedWithin.Ever));
    }

    private static async Task<int> Found(RequestsOnTheWay asked, string text, Actor reader, RequestList list = RequestList.Open) =>
        (await List(asked.Given, new RequestFilter { Text = text }, reader, list)).Total;

    private static Task<RequestPage> List(Given.Given given, RequestFilter filter, Actor reader, RequestList list = RequestList.Open) =>
        given.With((RequestQueries requests) => requests.ListAsync(list, filter, reader, 0, 20, None));

    /// <summary>Of three kinds in turn, at two pharmacies in turn, each a minute after the one before.</summary>
    private static async Task Many(Given.Given given, Actor agent, int number)
    {
        var sponsor = await given.ASponsor();
        var at = given.Clock.GetUtcNow();
        RequestKind[] kinds = [RequestKind.CreateProfile, RequestKind.CloseProfile, RequestKind.ChangeDetails];
        Assert.Null(await given.InDb(db =>
        {
            db.AddMany(Enumerable.Range(0, number).Select(i => new AccessRequest
            {
                Id = Guid.CreateVersion7(at),
                Reference = RequestReference.Numbered((ulong)i),
                Kind = kinds[i % kinds.Length],
                Organisation = i % 2 == 0 ? Given.Given.Pharmacy : Given.Given.OtherPharmacy,
                SubjectName = $"Person {i}",
                RaisedBy = sponsor.ProfileId,
                RaisedBySide = DutySide.Sponsor,
                RaisedAs = "Sponsor",
                RaisedAt = at.AddSeconds(i),
                CountsFrom = given.Today,
                Note = "",
                Details = "{}",
            }).ToList());
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new TermsAccepted { ProfileId = agent.ProfileId, TermsVersion = "test" });
            return db.SaveAsync(None);
        }));
    }
}
