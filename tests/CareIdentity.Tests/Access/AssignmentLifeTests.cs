using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>A position that somebody holds: its end moves, it is taken away, and nobody appoints above their own level.</summary>
public sealed class AssignmentLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task An_RA_agent_moves_the_last_day_and_the_history_says_from_when_to_when(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, held) = (await given.AnRaAgent(), await Held(given));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = held.Assignment, ExpiresOn = given.Today.AddDays(30), Reason = "Contract ends" }, agent, None));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(held.Profile), 0, 1, None));

        Assert.Null(changed.Refusal);
        Assert.Equal("Changed the last day of the position Dispenser at FW844 from no end to 15 July 2026.", history.Lines[0].InWords);
        Assert.Equal("Contract ends", history.Lines[0].Reason);
    }

    [Theory]
    [EveryEngine]
    public async Task What_ends_ends_on_its_day_and_what_is_removed_ends_now(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (sponsor, held) = (await given.ASponsor(), await Held(given));
        var working = await given.ActorIn(held.Profile, "Nadia Dispenser");

        var before = await given.With((Authority authority) => authority.CheckAsync(working, RaFunction.FindProfiles, Given.Given.Pharmacy, None));
        var removed = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = held.Assignment, Reason = "Left today" }, sponsor, None));
        var after = await given.With((Authority authority) => authority.CheckAsync(working, RaFunction.FindProfiles, Given.Given.Pharmacy, None));
        var again = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = held.Assignment, Reason = "Left today" }, sponsor, None));
        var positions = await given.With((PositionQueries queries) => queries.OfProfileAsync(held.Profile, None));

        Assert.NotEqual("access.role-not-held", before?.Code);
        Assert.Null(removed.Refusal);
        Assert.Equal("access.role-not-held", after?.Code);
        Assert.Equal("assignment.already-removed", again.Refusal?.Code);
        Assert.NotNull(Assert.Single(positions).RemovedAt);
    }

    [Theory]
    [EveryEngine]
    public async Task What_cannot_be_a_last_day_is_refused_by_its_own_code(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, held) = (await given.AnRaAgent(), await Held(given));

        async Task<string?> Change(DateOnly? last, string reason = "Because") => (await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = held.Assignment, ExpiresOn = last, Reason = reason }, agent, None))).Refusal?.Code;

        Assert.Equal("assignment.end-in-past", await Change(given.Today.AddDays(-1)));
        Assert.Equal("assignment.end-before-start", await Change(given.Today.AddYears(-2)));
        Assert.Equal("assignment.end-unchanged", await Change(null));
        Assert.Equal("assignment.reason-missing", await Change(given.Today, "  "));
        Assert.Null(await Change(given.Today));
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_changes_or_removes_their_own_position(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        var own = agent.AssignmentId!.Value;

        var changed = await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = own, ExpiresOn = given.Today.AddYears(5), Reason = "More" }, agent with { ActingAs = "RA Agent" }, None));
        var removed = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = own, Reason = "Enough" }, agent, None));

        Assert.NotNull(changed.Refusal);
        Assert.Equal("duty.own-profile", removed.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task A_foreign_RA_neither_changes_nor_removes(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (foreign, held) = (await given.AnRaAgent(Given.Given.OtherRa, "Dawn Devon"), await Held(given));

        var changed = await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = held.Assignment, ExpiresOn = given.Today, Reason = "Mine" }, foreign, None));
        var removed = await given.With((RemoveAssignment remove) => remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = held.Assignment, Reason = "Mine" }, foreign, None));

        Assert.Equal("access.out-of-scope", changed.Refusal?.Code);
        Assert.Equal("access.out-of-scope", removed.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task An_RA_agent_makes_nobody_RA_staff_and_an_RA_manager_makes_no_RA_manager(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        var manager = await given.Somebody("Priya Manager", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        var sponsor = await given.ASponsor();
        var raSponsor = await given.ASponsor(Given.Given.Ra, "Rose Sponsor");
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        var checker = await given.APosition(Given.Given.Pharmacy, "Second ID checker", "R8008", "B0267");
        var another = await given.APosition(Given.Given.Ra, "Second RA Manager", "R5080");

        async Task<string?> Assign(Guid position, Actor by, Actor askedBy) => (await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = position, StartsOn = given.Today, SponsorId = askedBy.ProfileId, Reason = "Letter of appointment" }, by, None))).Refusal?.Code;

        Assert.Equal("access.not-allowed", await Assign(checker, agent, sponsor));
        Assert.Equal("access.not-allowed", await Assign(another, manager, raSponsor));
        Assert.Null(await Assign(checker, manager, sponsor));
    }

    private static async Task<(Guid Profile, Guid Assignment)> Held(Given.Given given)
    {
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        return (nadia.ProfileId, nadia.AssignmentId!.Value);
    }
}
