using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Tests.Requests;

/// <summary>What a sponsor asks for beyond a position: other details, closing, reopening, another last day, a removal, a card.</summary>
public sealed class ChangeRequestTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void Every_kind_has_its_row()
    {
        Assert.Equal(Enum.GetValues<RequestKind>(), RequestKinds.All.Select(row => row.Kind));
        Assert.All(RequestKinds.All, row => Assert.NotEmpty(AuthorityTable.RolesFor(row.DecidedBy)));
    }

    [Theory]
    [EveryEngine]
    public async Task Details_are_asked_for_and_change_when_accepted_and_what_changed_meanwhile_stays(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var before = await world.Person();
        var asked = await world.Raise(RequestKind.ChangeDetails, details: before with { FamilyName = "Okafor-Bell", Mobile = "07700 900123" });
        Assert.True(EmailAddress.TryParse("chidi@nhs.net", out var email));
        Assert.Null((await world.Given.With((ChangeDetails change) => change.ExecuteAsync(
            new ChangeDetailsRequest { ProfileId = world.Subject.ProfileId, Details = before with { Email = email }, Reason = "" }, world.Agent, None))).Refusal);

        var seen = await world.Seen(asked);
        var effects = await world.Given.With((RequestEffects all) => all.OfAsync(seen, None));
        Assert.Equal([("Family name", "Holder", "Okafor-Bell"), ("Mobile number", null, "07700 900123")], effects.Select(e => (e.What, e.Before, e.After)));
        Assert.Null((await world.Accept(asked)).Refusal);

        var after = await world.Person();
        Assert.Equal(("Okafor-Bell", "07700 900123", email), (after.FamilyName, after.Mobile, after.Email));
        Assert.Equal(["ChangeRequested", "ChangeAccepted"], await world.Events(asked));
        Assert.Contains("DetailsChanged", await world.History());
        Assert.Contains(await world.Given.With((ProfileQueries profiles) => profiles.SearchAsync("Okafor-Bell", 5, None)), row => row.Id == world.Subject.ProfileId);
        Assert.Equal("request.already-decided", (await world.Accept(asked)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_profile_is_closed_by_request_and_reopened_by_another(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var other = await world.Raise(RequestKind.ChangeDetails, details: await world.Person() with { Mobile = "07700 900123" });
        var asked = await world.Raise(RequestKind.CloseProfile);
        var effects = await world.Given.With(async (RequestEffects all) => await all.OfAsync(await world.Seen(asked), None));
        Assert.Contains(effects, e => e.What.Contains("Position Dispenser", StringComparison.Ordinal) && e.Gain is false);
        Assert.Contains(effects, e => e.What.Contains(other.Value, StringComparison.Ordinal));
        Assert.DoesNotContain(effects, e => e.What.Contains(asked.Value, StringComparison.Ordinal));

        Assert.Null((await world.Accept(asked)).Refusal);

        Assert.Equal(ProfileState.Closed, await world.State());
        Assert.Equal((RequestState.Accepted, RequestState.Withdrawn), ((await world.Seen(asked)).State, (await world.Seen(other)).State));
        Assert.Empty(await world.Held());

        // A sponsor of another pharmacy, where they will work now, asks for them to be reopened.
        var elsewhere = await world.Given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");
        Assert.Equal("profile.closed", (await world.TryRaise(RequestKind.CloseProfile)).Refusal?.Code);
        var back = (await world.TryRaise(RequestKind.ReopenProfile, by: elsewhere)).Value;
        Assert.Null((await world.Accept(back)).Refusal);
        Assert.Equal(ProfileState.Verified, await world.State());
        Assert.Empty(await world.Held());
        Assert.Equal("profile.not-closed", (await world.TryRaise(RequestKind.ReopenProfile)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Another_last_day_and_a_removal_are_asked_for(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var held = Assert.Single(await world.Held());
        var end = world.Given.Today.AddDays(40);

        Assert.Equal("assignment.not-found", (await world.TryRaise(RequestKind.ChangeAssignment, end: end)).Refusal?.Code);
        Assert.Equal("assignment.end-unchanged", (await world.TryRaise(RequestKind.ChangeAssignment, held.AssignmentId, end: null)).Refusal?.Code);
        Assert.Equal("assignment.end-in-past", (await world.TryRaise(RequestKind.ChangeAssignment, held.AssignmentId, end: world.Given.Today.AddDays(-1))).Refusal?.Code);
        var asked = (await world.TryRaise(RequestKind.ChangeAssignment, held.AssignmentId, end: end)).Value;
        Assert.Equal("request.asked-for-already", (await world.TryRaise(RequestKind.RemoveAssignment, held.AssignmentId)).Refusal?.Code);
        var line = Assert.Single(await world.Given.With(async (RequestEffects all) => await all.OfAsync(await world.Seen(asked), None)));
        Assert.Equal(("Last day", "Without end", "25 July 2026"), (line.What, line.Before, line.After));
        Assert.Null((await world.Accept(asked)).Refusal);
        Assert.Equal(end, Assert.Single(await world.Held()).ExpiresOn);

        var removal = (await world.TryRaise(RequestKind.RemoveAssignment, held.AssignmentId)).Value;
        Assert.Null((await world.Accept(removal)).Refusal);
        Assert.NotNull((await world.Given.With((PositionQueries positions) => positions.OfProfileAsync(world.Subject.ProfileId, None)))[0].RemovedAt);
        Assert.Equal("assignment.already-removed", (await world.TryRaise(RequestKind.RemoveAssignment, held.AssignmentId)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Acceptance_is_refused_by_the_same_rules_as_the_direct_verb_and_changes_nothing(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var held = Assert.Single(await world.Held());
        var asked = (await world.TryRaise(RequestKind.ChangeAssignment, held.AssignmentId, end: world.Given.Today.AddDays(1))).Value;
        world.Given.Clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal("assignment.end-in-past", (await world.Accept(asked)).Refusal?.Code);

        Assert.Equal(RequestState.Open, (await world.Seen(asked)).State);
        Assert.Null(Assert.Single(await world.Held()).ExpiresOn);
    }

    [Theory]
    [EveryEngine]
    public async Task Who_asks_is_a_sponsor_of_the_persons_organisation_and_never_who_decides(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var checker = await world.Given.AnIdChecker();
        var elsewhere = await world.Given.ASponsor(Given.Given.OtherPharmacy, "Olga Other");
        var foreign = await world.Given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign");
        var details = await world.Person() with { Mobile = "07700 900123" };

        Assert.Equal("access.not-allowed", (await world.TryRaise(RequestKind.CloseProfile, by: world.Agent)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await world.TryRaise(RequestKind.CloseProfile, by: elsewhere)).Refusal?.Code);
        Assert.Equal("request.note-missing", (await world.TryRaise(RequestKind.CloseProfile, note: " ")).Refusal?.Code);
        Assert.Equal("request.wrong-kind", (await world.TryRaise(RequestKind.AssignPosition)).Refusal?.Code);
        Assert.Equal("profile.nothing-changed", (await world.TryRaise(RequestKind.ChangeDetails, details: await world.Person())).Refusal?.Code);
        var close = await world.Raise(RequestKind.CloseProfile);
        var change = await world.Raise(RequestKind.ChangeDetails, details: details);
        Assert.Equal("request.asked-for-already", (await world.TryRaise(RequestKind.CloseProfile)).Refusal?.Code);

        Assert.Equal("access.not-allowed", (await world.Accept(close, world.Sponsor)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await world.Accept(close, checker)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await world.Accept(close, foreign)).Refusal?.Code);
        Assert.Equal("changed-by-someone-else", (await world.Accept(close, round: 3)).Refusal?.Code);
        Assert.Null(await world.Given.With((RequestQueries requests) => requests.FindAsync(close, checker, None)));
        Assert.Null((await world.Accept(change, checker)).Refusal);
        Assert.Equal(DutySide.Agent, await world.Given.InDb(db => db.Duties.Where(d => d.ProfileId == world.Subject.ProfileId && d.PersonId == checker.ProfileId).Select(d => d.Side).FirstAsync(None)));
    }

    [Theory]
    [EveryEngine]
    public async Task What_was_sent_back_is_completed_with_other_details(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        var details = await world.Person() with { FamilyName = "Okafor" };
        var asked = await world.Raise(RequestKind.ChangeDetails, details: details);
        var id = (await world.Seen(asked)).Id;
        Assert.Null((await world.Given.With((SendBackRequest verb) => verb.ExecuteAsync(new SendBackRequestRequest { RequestId = id, Needed = "As on the passport" }, world.Agent, None))).Refusal);

        Task<Outcome<Done>> Again(PersonalDetails person) => world.Given.With((ResubmitRequest verb) => verb.ExecuteAsync(
            new ResubmitRequestRequest { RequestId = id, Person = person, Note = "Married", Answer = "Written in full" }, world.Sponsor, None));

        Assert.Equal("profile.nothing-changed", (await Again(await world.Person())).Refusal?.Code);
        Assert.Null((await Again(details with { FamilyName = "Okafor Bell" })).Refusal);

        Assert.Equal("Okafor Bell", Assert.Single((await world.Seen(asked)).Changes).After);
        Assert.Null((await world.Accept(asked, round: 1)).Refusal);
        Assert.Equal("Okafor Bell", (await world.Person()).FamilyName);
    }

    [Theory]
    [EveryEngine]
    public async Task The_list_shows_one_kind_alone(EngineUnderTest engine)
    {
        await using var world = await WorldAsync(engine);
        await world.Raise(RequestKind.CloseProfile);
        var card = (await world.TryRaise(RequestKind.ReplaceCard, need: CardNeed.Damaged)).Value;

        Task<RequestPage> List(RequestKind? kind) => world.Given.With((RequestQueries requests) => requests.ListAsync(RequestList.Open, new RequestFilter { Kind = kind }, world.Agent, 0, 20, None));

        Assert.Equal("request.need-missing", (await world.TryRaise(RequestKind.ReplaceCard)).Refusal?.Code);
        Assert.Equal(2, (await List(null)).Total);
        Assert.Equal(card, Assert.Single((await List(RequestKind.ReplaceCard)).Rows).Reference);
        Assert.Equal(0, (await List(RequestKind.ReopenProfile)).Total);
        Assert.Equal(CardNeed.Damaged, (await world.Seen(card)).Need);
        Assert.Equal("request.wrong-kind", (await world.Accept(card)).Refusal?.Code);
    }

    private static async Task<World> WorldAsync(EngineUnderTest engine)
    {
        var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, agent) = (await given.ASponsor(), await given.AnRaAgent());
        return new World(given, sponsor, agent, await given.Somebody("Chidi Holder", Given.Given.Pharmacy, await given.ADispenserPosition()));
    }

    private sealed record World(Given.Given Given, Actor Sponsor, Actor Agent, Actor Subject) : IAsyncDisposable
    {
        public async Task<RequestReference> Raise(RequestKind kind, PersonalDetails? details = null)
        {
            var reference = (await TryRaise(kind, details: details)).Value;
            Given.Clock.Advance(TimeSpan.FromMinutes(1));
            return reference;
        }

        public Task<Outcome<RequestReference>> TryRaise(
            RequestKind kind, Guid? assignment = null, DateOnly? end = null, PersonalDetails? details = null, CardNeed? need = null, Actor? by = null, string note = "As agreed") =>
            Given.With((RaiseChange raise) => raise.ExecuteAsync(
                new RaiseChangeRequest { Kind = kind, ProfileId = Subject.ProfileId, AssignmentId = assignment, ExpiresOn = end, Details = details, Need = need, Note = note }, by ?? Sponsor, None));

        public async Task<Outcome<Done>> Accept(RequestReference reference, Actor? by = null, int? round = null)
        {
            var id = await Given.InDb(db => db.AccessRequests.Where(r => r.Reference == reference).Select(r => r.Id).FirstAsync(None));
            return await Given.With((AcceptChange accept) => accept.ExecuteAsync(new AcceptChangeRequest { RequestId = id, Round = round }, by ?? Agent, None));
        }

        public async Task<RequestView> Seen(RequestReference reference) => (await Given.With((RequestQueries requests) => requests.FindAsync(reference, Agent, None)))!;

        public Task<PersonalDetails> Person() => Given.InDb(async db => (await db.Profiles.FirstAsync(p => p.Id == Subject.ProfileId, None)).Described);

        public Task<ProfileState> State() => Given.InDb(db => db.Profiles.Where(p => p.Id == Subject.ProfileId).Select(p => p.State).FirstAsync(None));

        public async Task<IReadOnlyList<HeldPosition>> Held() =>
            [.. (await Given.With((PositionQueries positions) => positions.OfProfileAsync(Subject.ProfileId, None))).Where(held => held.RemovedAt is null)];

        public async Task<IEnumerable<string>> Events(RequestReference reference)
        {
            var id = (await Seen(reference)).Id;
            return (await Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Request(id), 0, 50, None))).Lines.Select(line => line.Type).Reverse();
        }

        public async Task<IEnumerable<string>> History() =>
            (await Given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(Subject.ProfileId), 0, 50, None))).Lines.Select(line => line.Type);

        public ValueTask DisposeAsync() => Given.DisposeAsync();
    }
}
