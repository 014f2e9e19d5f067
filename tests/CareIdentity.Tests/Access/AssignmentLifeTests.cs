using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
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

    [Theory]
    [EveryEngine]
    public async Task Nobody_dismisses_above_their_own_level_and_a_leaver_who_is_a_sponsor_does_not_wait(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        var manager = await given.Somebody("Priya Manager", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);
        var (other, sponsor) = (await given.AnRaAgent(name: "Olga Agent"), await given.ASponsor());

        async Task<string?> Remove(Actor holder, Actor by) => (await given.With((RemoveAssignment remove) => remove.ExecuteAsync(
            new RemoveAssignmentRequest { AssignmentId = holder.AssignmentId!.Value, Reason = "Gone" }, by, None))).Refusal?.Code;
        async Task<string?> Close(Actor holder, Actor by) => (await given.With((CloseProfile close) => close.ExecuteAsync(
            new CloseProfileRequest { ProfileId = holder.ProfileId, Reason = "Left" }, by, None))).Refusal?.Code;

        Assert.Equal(("access.not-allowed", "access.not-allowed"), (await Remove(manager, agent), await Remove(other, agent)));
        Assert.Equal(("access.not-allowed", "access.not-allowed"), (await Close(manager, agent), await Close(other, agent)));
        Assert.Equal((null, null), (await Remove(sponsor, agent), await Remove(other, manager)));
        Assert.Null(await Close(other, agent)); // An agent no longer.
    }

    [Theory]
    [EveryEngine]
    public async Task A_sponsor_moves_the_end_of_what_sponsors_may_give(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var sponsor = await given.ASponsor();
        var locum = await given.Somebody("Leon Locum", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Counter, assignable", "R8008"));
        var held = await Held(given);

        async Task<string?> Change(Guid assignment) => (await given.With((ChangeAssignment change) => change.ExecuteAsync(
            new ChangeAssignmentRequest { AssignmentId = assignment, ExpiresOn = given.Today.AddDays(1), Reason = "A day longer" }, sponsor, None))).Refusal?.Code;

        Assert.Equal("access.not-allowed", await Change(held.Assignment));
        Assert.Null(await Change(locum.AssignmentId!.Value));
        Assert.Equal(DutySide.Sponsor, await given.InDb(db => db.Duties.Where(d => d.ProfileId == locum.ProfileId && d.PersonId == sponsor.ProfileId).Select(d => d.Side).SingleAsync(None)));
    }

    [Theory]
    [EveryEngine]
    public async Task Where_a_site_has_no_sponsor_two_of_the_RA_give_access_to_a_professional(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (agent, colleague) = (await given.AnRaAgent(), await given.AnRaAgent(name: "Olga Agent"));
        var dispenser = await given.ADispenserPosition();
        var counter = await given.APosition(Given.Given.Pharmacy, "Counter", "R8008");
        var (asha, nadia) = (await given.Somebody("Asha Patel", Given.Given.Pharmacy, counter), await given.Somebody("Nadia Khan", Given.Given.Pharmacy, counter));
        await given.InDb(async db =>
        {
            var profile = await db.Profiles.FirstAsync(p => p.Id == asha.ProfileId, None);
            profile.Describe(profile.Described with { ProfessionalNumber = ProfessionalNumber.TryParse("GPhC:2087654", out var number) ? number : null });
            new AuditTrail(db, given.Clock).Record(Actor.Service, Reason.None, new DetailsChanged { ProfileId = asha.ProfileId, Changes = [] });
            return await db.SaveAsync(None);
        });

        async Task<string?> Assign(Actor to, Guid askedBy, bool looked) => (await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = to.ProfileId, PositionId = dispenser, StartsOn = given.Today, SponsorId = askedBy, NumberChecked = looked, Reason = "Opens tomorrow" }, agent, None))).Refusal?.Code;

        Assert.Equal("assignment.not-a-sponsor", await Assign(asha, agent.ProfileId, true));
        Assert.Equal("registration.site-without-sponsor", await Assign(nadia, colleague.ProfileId, true));
        Assert.Equal("registration.number-not-checked", await Assign(asha, colleague.ProfileId, false));
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Assign(asha, colleague.ProfileId, true));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(asha.ProfileId), 0, 1, None));
        Assert.EndsWith("for a colleague in place of a sponsor; the professional number was checked.", history.Lines[0].InWords, StringComparison.Ordinal);
        _ = await given.ASponsor();
        Assert.Equal("assignment.not-a-sponsor", await Assign(nadia, colleague.ProfileId, true));
    }

    private static async Task<(Guid Profile, Guid Assignment)> Held(Given.Given given)
    {
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());
        return (nadia.ProfileId, nadia.AssignmentId!.Value);
    }
}
