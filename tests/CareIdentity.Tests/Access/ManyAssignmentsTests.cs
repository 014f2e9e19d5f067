using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>Many at once is each by itself: nothing that is refused to one becomes possible among many.</summary>
public sealed class ManyAssignmentsTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("100200300405\n100200300413", "100200300405|100200300413")]
    [InlineData("1002 0030 0405, 100200300413;100200300421", "100200300405|100200300413|100200300421")]
    [InlineData("100200300405 100200300413", "100200300405|100200300413")]
    [InlineData(" , ;\r\n\t", "")]
    [InlineData("Asha Patel\n12345", "Asha Patel|12345")]
    public void Pasted_UUIDs_are_taken_apart_however_they_are_written(string pasted, string expected) =>
        Assert.Equal(expected, string.Join('|', PeopleByUuid.Pieces(pasted)));

    [Theory]
    [EveryEngine]
    public async Task Who_is_meant_is_shown_first_matched_and_unmatched(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var dispenser = await given.ADispenserPosition();
        var nadia = await Uuid(given, await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser));
        var asha = await Uuid(given, await given.Somebody("Asha Other", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Counter", "R8008")));

        var found = await given.With((PeopleByUuid people) => people.FindAsync($"{asha}\n{nadia.Spoken}\n{asha}\n999999999999\nMr Nobody", dispenser, None));
        Task<MatchedPeople> Pasted(int nobodies) =>
            given.With((PeopleByUuid people) => people.FindAsync(string.Join('\n', Enumerable.Range(0, nobodies).Select(i => $"9{i:D11}").Prepend(asha.Value)), dispenser, None));
        var (all, most) = (await Pasted(PeopleByUuid.Most - 1), await Pasted(PeopleByUuid.Most));

        Assert.Equal(["Asha Other", "Nadia Dispenser"], found.Matched.Select(p => p.FullName));
        Assert.Equal([false, true], found.Matched.Select(p => p.AssignmentId is not null));
        Assert.Equal(["999999999999", "Mr Nobody"], found.Unmatched);
        Assert.False(found.TooMany);
        Assert.Equal((false, 1, PeopleByUuid.Most - 1), (all.TooMany, all.Matched.Count, all.Unmatched.Count));
        Assert.True(most.TooMany);
    }

    [Theory]
    [EveryEngine]
    public async Task Each_of_many_gets_the_position_under_the_rules_of_one_or_its_own_refusal(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, sponsor) = (await AManager(given), await given.ASponsor());
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        var asha = await given.Somebody("Asha Other", Given.Given.Pharmacy, counter);
        var holder = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        var closed = await given.Somebody("Carl Closed", Given.Given.Pharmacy, counter);
        await given.With((CloseProfile close) => close.ExecuteAsync(new CloseProfileRequest { ProfileId = closed.ProfileId, Reason = "Left" }, manager, None));

        given.Clock.Advance(TimeSpan.FromSeconds(1));
        var everybody = new[] { asha.ProfileId, holder.ProfileId, closed.ProfileId, sponsor.ProfileId, manager.ProfileId, Guid.NewGuid() };
        var results = (await Assign(given, manager, dispenser, sponsor, everybody)).Value;
        var again = (await Assign(given, manager, dispenser, sponsor, [asha.ProfileId])).Value;
        var held = await given.With((PositionQueries queries) => queries.OfProfileAsync(asha.ProfileId, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asha.ProfileId), 0, 1, None));

        Assert.Equal([null, "assignment.already-held", "profile.closed", "duty.own-profile", "duty.own-profile", "profile.not-found"], results.Select(r => r.Refusal?.Code));
        Assert.Equal("assignment.already-held", Assert.Single(again).Refusal?.Code);
        Assert.Contains(held, h => h.PositionName == "Dispenser" && h.SponsoredBy == "Sam Sponsor");
        Assert.Equal("PositionAssigned", history.Lines[0].Type);
    }

    [Theory]
    [EveryEngine]
    public async Task The_last_day_of_many_moves_and_many_lose_it_each_with_its_result(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var dispenser = await given.ADispenserPosition();
        var (nadia, asha) = (await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser), await given.Somebody("Asha Dispenser", Given.Given.Pharmacy, dispenser));
        var both = new[] { nadia.AssignmentId!.Value, asha.AssignmentId!.Value };

        var ended = (await given.With((ManyAssignments many) => many.ChangeEndAsync(
            Given.Given.Pharmacy, [.. both.Append(Guid.NewGuid()).Select(id => new ChangeAssignmentRequest { AssignmentId = id, ExpiresOn = given.Today.AddDays(30), Reason = "Contract ends" })], manager, None))).Value;
        var removed = (await given.With((ManyAssignments many) => many.RemoveAsync(
            Given.Given.Pharmacy, [.. both.Append(both[0]).Select(id => new RemoveAssignmentRequest { AssignmentId = id, Reason = "Shop closed" })], manager, None))).Value;

        Assert.Equal([null, null, "assignment.not-found"], ended.Select(r => r.Refusal?.Code));
        Assert.Equal([null, null, "assignment.already-removed"], removed.Select(r => r.Refusal?.Code));
        var held = Assert.Single(await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None)));
        Assert.Equal(given.Today.AddDays(30), held.ExpiresOn);
        Assert.NotNull(held.RemovedAt);
    }

    [Theory]
    [EveryEngine]
    public async Task Many_positions_for_one_person_are_given_one_by_one(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, sponsor) = (await AManager(given), await given.ASponsor());
        var (dispenser, counter) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"));
        var checker = await given.APosition(Given.Given.Pharmacy, "ID checker", "R8008", "B0267");
        var sponsoring = await given.APosition(Given.Given.Pharmacy, "Second sponsor", "R8008", "B1300");
        var asha = await given.Somebody("Asha Other", Given.Given.Pharmacy, counter);

        var results = (await given.With((ManyAssignments many) => many.AssignAsync(
            Given.Given.Pharmacy,
            [.. new[] { dispenser, checker, sponsoring }.Select(p => new AssignPositionRequest { ProfileId = asha.ProfileId, PositionId = p, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "All of it" })],
            manager,
            None))).Value;

        Assert.Equal([null, null, "access.sponsor-and-agent"], results.Select(r => r.Refusal?.Code));
    }

    [Theory]
    [EveryEngine]
    public async Task Only_managers_and_advanced_agents_do_many_and_not_without_bound(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, agent, sponsor) = (await AManager(given), await given.AnRaAgent(), await given.ASponsor());
        var dispenser = await given.ADispenserPosition();

        Assert.Equal("access.not-allowed", (await Assign(given, agent, dispenser, sponsor, [sponsor.ProfileId])).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Assign(given, sponsor, dispenser, sponsor, [agent.ProfileId])).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Assign(given, await AManager(given, "Dawn Devon", Given.Given.OtherRa), dispenser, sponsor, [agent.ProfileId])).Refusal?.Code);
        Assert.Equal("many.nobody", (await Assign(given, manager, dispenser, sponsor, [])).Refusal?.Code);
        Assert.Equal("many.too-many", (await Assign(given, manager, dispenser, sponsor, [.. Enumerable.Range(0, ManyAssignments.Most + 1).Select(_ => Guid.NewGuid())])).Refusal?.Code);
    }

    private static Task<Outcome<IReadOnlyList<OneOfMany>>> Assign(Given.Given given, Actor actor, Guid position, Actor sponsor, IReadOnlyList<Guid> people) =>
        given.With((ManyAssignments many) => many.AssignAsync(
            Given.Given.Pharmacy,
            [.. people.Select(p => new AssignPositionRequest { ProfileId = p, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Asked by list" })],
            actor,
            None));

    private static async Task<UserUuid> Uuid(Given.Given given, Actor somebody) =>
        await given.InDb(db => db.Profiles.Where(p => p.Id == somebody.ProfileId).Select(p => p.Uuid).SingleAsync());
}
