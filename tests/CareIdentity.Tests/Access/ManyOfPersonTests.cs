using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>Several positions of one person end together: each as if by itself, and nothing that is refused to one becomes possible among several.</summary>
public sealed class ManyOfPersonTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, EveryEngine]
    public async Task Each_is_removed_under_the_rules_of_one_or_has_its_own_refusal(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, sponsor) = (await AManager(given), await given.ASponsor());
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        var counter = await Give(given, manager, nadia.ProfileId, await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"), sponsor);
        var elsewhere = await Give(
            given, manager, nadia.ProfileId, await given.ADispenserPosition(Given.Given.OtherPharmacy), await given.ASponsor(Given.Given.OtherPharmacy, "Olga Other"));
        var asha = await given.Somebody("Asha Other", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Cleaner", "R8008"));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var ended = (await End(given, sponsor, nadia.ProfileId, null, nadia.AssignmentId!.Value, elsewhere, counter, counter, asha.AssignmentId!.Value, Guid.NewGuid())).Value;
        var again = (await End(given, sponsor, nadia.ProfileId, null, counter)).Value;

        Assert.Equal([null, "access.out-of-scope", null, "assignment.not-found", "assignment.not-found"], ended.Select(one => one.Refusal?.Code));
        Assert.Equal("assignment.already-removed", Assert.Single(again).Refusal?.Code);
        Assert.Equal([elsewhere], await given.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == nadia.ProfileId && a.RemovedAt == null).Select(a => a.Id).ToListAsync(None)));
        Assert.Equal(1, await given.InDb(db => db.PositionAssignments.CountAsync(a => a.ProfileId == asha.ProfileId && a.RemovedAt == null, None)));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 2, None));
        Assert.All(history.Lines, line => Assert.Equal(("AssignmentRemoved", "Left the shop"), (line.Type, line.Reason)));
    }

    [Theory, EveryEngine]
    public async Task One_last_day_is_set_for_all_by_an_agent_and_by_a_sponsor_only_where_sponsors_may_give(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, agent, sponsor) = (await AManager(given), await given.AnRaAgent(), await given.ASponsor());
        var dispenser = await given.ADispenserPosition();
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        Assert.Null((await Edit(given, counter, Terms("R8008"), manager, (await AManager(given, "Piet Approver")).ProfileId, name: "Counter", assignable: true)).Refusal);
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        var second = await Give(given, agent, nadia.ProfileId, counter, sponsor);
        var (last, both) = (given.Today.AddDays(30), new[] { nadia.AssignmentId!.Value, second });

        var asked = (await End(given, sponsor, nadia.ProfileId, last, both)).Value;
        var set = (await End(given, agent, nadia.ProfileId, last, both)).Value;

        Assert.Equal(["access.not-allowed", null], asked.Select(one => one.Refusal?.Code));
        Assert.Equal([null, "assignment.end-unchanged"], set.Select(one => one.Refusal?.Code));
        Assert.Equal([last, last], await given.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == nadia.ProfileId).Select(a => a.ExpiresOn!.Value).ToListAsync(None)));
    }

    [Theory, EveryEngine]
    public async Task Nobody_ends_among_several_what_is_above_them_or_their_own(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, agent, other) = (await AManager(given), await given.AnRaAgent(), await given.AnRaAgent(name: "Ben Second"));
        var foreign = await given.AnRaAgent(Given.Given.OtherRa, "Fay Foreign");

        Assert.Equal("access.not-allowed", Assert.Single((await End(given, agent, manager.ProfileId, null, manager.AssignmentId!.Value)).Value).Refusal?.Code);
        Assert.Equal("access.not-allowed", Assert.Single((await End(given, agent, other.ProfileId, null, other.AssignmentId!.Value)).Value).Refusal?.Code);
        Assert.Equal("duty.own-profile", Assert.Single((await End(given, manager, manager.ProfileId, null, manager.AssignmentId!.Value)).Value).Refusal?.Code);
        Assert.Equal("access.out-of-scope", Assert.Single((await End(given, foreign, agent.ProfileId, null, agent.AssignmentId!.Value)).Value).Refusal?.Code);
        Assert.Null(Assert.Single((await End(given, manager, other.ProfileId, null, other.AssignmentId!.Value)).Value).Refusal);
    }

    [Theory, EveryEngine]
    public async Task What_is_wrong_with_all_of_them_is_refused_as_a_whole(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, checker) = (await given.AnRaAgent(), await given.AnIdChecker());
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        var held = nadia.AssignmentId!.Value;

        Assert.Equal("access.not-allowed", (await End(given, checker, nadia.ProfileId, null, held)).Refusal?.Code);
        Assert.Equal("many.nothing-chosen", (await End(given, agent, nadia.ProfileId, null)).Refusal?.Code);
        Assert.Equal("many.too-many", (await End(given, agent, nadia.ProfileId, null, [.. Enumerable.Range(0, ManyOfPerson.Most + 1).Select(_ => Guid.NewGuid())])).Refusal?.Code);
        Assert.Equal("assignment.end-in-past", (await End(given, agent, nadia.ProfileId, given.Today.AddDays(-1), held)).Refusal?.Code);
        Assert.Equal("assignment.reason-missing", (await given.With((ManyOfPerson many) => many.EndAsync(
            new EndPositionsRequest { ProfileId = nadia.ProfileId, Assignments = [held], Reason = "  " }, agent, None))).Refusal?.Code);
        Assert.Equal(1, await given.InDb(db => db.PositionAssignments.CountAsync(a => a.ProfileId == nadia.ProfileId && a.RemovedAt == null && a.ExpiresOn == null, None)));
    }

    private static Task<Outcome<IReadOnlyList<OneOfMany>>> End(Given.Given given, Actor by, Guid profile, DateOnly? lastDay, params Guid[] assignments) =>
        given.With((ManyOfPerson many) => many.EndAsync(new EndPositionsRequest { ProfileId = profile, Assignments = assignments, LastDay = lastDay, Reason = "Left the shop" }, by, None));

    private static async Task<Guid> Give(Given.Given given, Actor by, Guid profile, Guid position, Actor sponsor)
    {
        Assert.Null((await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = profile, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Helps" }, by, None))).Refusal);
        return await given.InDb(db => db.PositionAssignments.Where(a => a.ProfileId == profile && a.PositionId == position).Select(a => a.Id).SingleAsync(None));
    }
}
