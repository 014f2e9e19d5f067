using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Access;

/// <summary>A position changes and closes: what that does to its holders is shown before, and is what then happens.</summary>
public sealed class PositionLifeTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_preview_says_who_gains_and_loses_what_and_leaves_out_what_they_have_elsewhere(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var dispenser = await given.ADispenserPosition();
        var other = await given.APosition(Given.Given.Pharmacy, "Manager of the shop", "R8008", "B0820");
        await given.Somebody("Ann Ashe", Given.Given.Pharmacy, dispenser);
        var zoe = await given.Somebody("Zoe Zell", Given.Given.Pharmacy, dispenser);
        await Hold(given, zoe.ProfileId, other);

        // B0825, with B0820 included, by default of R8003; B0572 includes B0570.
        var effect = await Preview(given, dispenser, Terms("R8008", "B0572"));

        Assert.Equal((2, 2, 2), (effect.Holders, effect.WhoGain, effect.WhoLose));
        Assert.Equal(["R8008 1", "B0570 2", "B0572 2"], effect.Gains.Select(g => $"{g.Item.Code} {g.People}"));
        Assert.Equal(["R8003 2", "B0820 1", "B0825 2"], effect.Losses.Select(g => $"{g.Item.Code} {g.People}"));
        Assert.Equal((ActivitySource.Included, "B0572"), (effect.Gains[1].Activity!.Source, effect.Gains[1].Activity!.IncludedBy?.Value));
        Assert.Equal(["Ann Ashe", "Zoe Zell"], effect.Page.Select(p => p.Holder.FullName));
        Assert.Contains(effect.Page[0].Losses, loss => loss.EndsWith("(B0820)", StringComparison.Ordinal));
        Assert.DoesNotContain(effect.Page[1].Losses, loss => loss.EndsWith("(B0820)", StringComparison.Ordinal));
    }

    [Theory]
    [EveryEngine]
    public async Task The_preview_of_a_position_that_many_hold_pages_them_and_counts_them_all(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var dispenser = await given.ADispenserPosition();
        for (var i = 0; i < 7; i++)
        {
            await given.Somebody($"Nadia Number{(char)('A' + i)}", Given.Given.Pharmacy, dispenser);
        }

        var page = (await given.With((PositionEffectQueries effects) => effects.OfAsync(dispenser, Terms("R8003", "B0570"), null, 5, 5, None))).Value;

        Assert.Equal((7, 7, 0), (page.Holders, page.WhoGain, page.WhoLose));
        Assert.Equal(["Nadia NumberF", "Nadia NumberG"], page.Page.Select(p => p.Holder.FullName));
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_reaches_every_holder_at_once_and_stands_in_their_history(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var edited = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId, name: "Senior dispenser", assignable: true);
        var held = Assert.Single(await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None)));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 1, None));
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(dispenser, None)))!;

        Assert.Null(edited.Refusal);
        Assert.Equal("Senior dispenser", held.PositionName);
        Assert.Equal(["B0570", "B0820", "B0825"], held.AccessProfiles[0].Activities.Select(a => a.Code.Value));
        Assert.Equal(nadia.AccessProfileId, held.AccessProfiles[0].Id); // Whoever works in it goes on working.
        Assert.Equal(
            "Changed the position Senior dispenser at FW844: it was called Dispenser; sponsors may now give it themselves; 1 role or activity gained, 0 roles or activities lost.",
            history.Lines[0].InWords);
        Assert.Equal(("Piet Approver", "Agreed by letter", true), (view.ChangeApprovedBy, view.ChangeNote, view.AssignableBySponsors));
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_of_what_has_changed_since_the_preview_is_refused(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        var seen = await Version(given, dispenser);

        var first = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId, seen);
        var second = await Edit(given, dispenser, Terms("R8003", "B0572"), approver, manager.ProfileId, seen);
        var again = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);

        Assert.Null(first.Refusal);
        Assert.Equal("changed-by-someone-else", second.Refusal?.Code);
        Assert.Equal("position.unchanged", again.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Two_changes_at_once_do_not_both_hold(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        var seen = await Version(given, dispenser);

        var both = await Task.WhenAll(
            Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId, seen),
            Edit(given, dispenser, Terms("R8003", "B0572"), approver, manager.ProfileId, seen));

        Assert.Equal("changed-by-someone-else", Assert.Single(both, outcome => outcome.Refusal is not null).Refusal!.Code);
        Assert.Single(await given.InDb(db => db.Set<AddedActivity>().Where(a => db.AccessProfiles.Any(p => p.Id == a.AccessProfileId && p.PositionId == dispenser)).ToListAsync()));
    }

    [Theory]
    [EveryEngine]
    public async Task What_cannot_be_a_position_is_refused_by_its_own_code(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        var many = Enumerable.Range(0, 11).Select(i => new NewAccessProfile(Given.Given.Pharmacy, RCode.Parse($"R{7000 + i}"), [])).ToList();

        async Task<string?> Code(IReadOnlyList<NewAccessProfile> terms, Guid? by, string name = "Dispenser", string note = "By letter") =>
            (await Edit(given, dispenser, terms, manager, by, name: name, note: note)).Refusal?.Code;

        Assert.Equal("position.name-missing", await Code(Terms("R8003"), approver.ProfileId, name: " "));
        Assert.Equal("position.no-access-profile", await Code([], approver.ProfileId));
        Assert.Equal("position.too-much", await Code(many, approver.ProfileId));
        Assert.Equal("position.same-access-profile-twice", await Code([.. Terms("R8003"), .. Terms("R8003", "B0570")], approver.ProfileId));
        Assert.Equal("position.unknown-code", await Code(Terms("R8003", "B9999"), approver.ProfileId));
        Assert.Equal("position.approval-missing", await Code(Terms("R8003", "B0570"), null));
        Assert.Equal("position.approval-missing", await Code(Terms("R8003", "B0570"), approver.ProfileId, note: ""));
        Assert.Equal("position.approver-changes-it", await Code(Terms("R8003", "B0570"), manager.ProfileId));
        Assert.Equal("position.approver-unknown", await Code(Terms("R8003", "B0570"), Guid.NewGuid()));
        Assert.Equal("position.not-found", (await Edit(given, Guid.NewGuid(), Terms("R8003"), manager, approver.ProfileId, Guid.NewGuid())).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_changes_or_closes_what_they_hold_and_no_holder_approves_more_for_themselves(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        await Hold(given, approver.ProfileId, dispenser);

        var ownEdit = await Edit(given, dispenser, Terms("R8003", "B0570"), approver, manager.ProfileId);
        var ownApproval = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);
        var ownClose = await Close(given, dispenser, approver);
        var less = await Edit(given, dispenser, Terms("R8003"), manager, approver.ProfileId, name: "Dispenser of medicines");

        Assert.Equal("position.own-position", ownEdit.Refusal?.Code);
        Assert.Equal("position.approver-holds-it", ownApproval.Refusal?.Code);
        Assert.Equal("position.own-position", ownClose.Refusal?.Code);
        Assert.Null(less.Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Whoever_sponsored_a_holder_gives_them_no_more_by_changing_the_position_and_whoever_gave_more_never_sponsors_them(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var dispenser = await given.ADispenserPosition();
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        await TakeSide(given, nadia.ProfileId, manager.ProfileId, DutySide.Sponsor);

        var sponsored = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);
        var less = await Edit(given, dispenser, Terms("R8003"), manager, approver.ProfileId, name: "Dispenser of medicines");
        var changed = await Edit(given, dispenser, Terms("R8003", "B0570"), approver, manager.ProfileId);
        var side = await given.InDb(db => db.Duties.Where(d => d.ProfileId == nadia.ProfileId && d.PersonId == approver.ProfileId).Select(d => d.Side).SingleAsync());

        Assert.Equal("position.you-sponsored-holders", sponsored.Refusal?.Code);
        Assert.Null(less.Refusal);
        Assert.Null(changed.Refusal);
        Assert.Equal(DutySide.Agent, side);
    }

    [Theory]
    [EveryEngine]
    public async Task An_advanced_agent_makes_no_sponsors_by_changing_a_position_and_a_foreign_RA_changes_nothing(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var approver = await AManager(given);
        var advanced = await given.Somebody("Gareth Advanced", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Agent (Advanced)", "R5090", "X0001"), RaRole.AdvancedRaAgent);
        var foreign = await AManager(given, "Dawn Devon", Given.Given.OtherRa);
        var dispenser = await given.ADispenserPosition();
        var sponsors = await given.APosition(Given.Given.Pharmacy, "Manager and sponsor", "R8008", "B1300");

        Assert.Equal("access.not-allowed", (await Edit(given, dispenser, Terms("R8003", "B1300"), advanced, approver.ProfileId)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Edit(given, sponsors, Terms("R8008"), advanced, approver.ProfileId)).Refusal?.Code);
        Assert.Equal("access.not-allowed", (await Close(given, sponsors, advanced)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Edit(given, dispenser, Terms("R8003", "B0570"), foreign, approver.ProfileId)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", (await Edit(given, dispenser, [new(Given.Given.ForeignPharmacy, RCode.Parse("R8003"), [])], advanced, approver.ProfileId)).Refusal?.Code);
        Assert.Null((await Edit(given, dispenser, Terms("R8003", "B0570"), advanced, approver.ProfileId)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task Closing_ends_it_for_everybody_and_rejects_what_waits_for_it_in_one_commit(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, sponsor) = (await AManager(given), await given.ASponsor());
        var dispenser = await given.ADispenserPosition();
        var (nadia, asha) = (await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser), await given.Somebody("Asha Other", Given.Given.Pharmacy, await given.APosition(Given.Given.Pharmacy, "Counter", "R8008")));
        await given.With((RaiseAssignment raise) => raise.ExecuteAsync(new RaiseAssignmentRequest { ProfileId = asha.ProfileId, PositionId = dispenser, StartsOn = given.Today, Note = "Helps out" }, sponsor, None));
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var silent = await Close(given, dispenser, manager, " ");
        var stale = await Close(given, dispenser, manager, version: Guid.NewGuid());
        var closed = await Close(given, dispenser, manager);
        var again = await Close(given, dispenser, manager);
        var edit = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, sponsor.ProfileId);
        var working = await given.With((Authority authority) => authority.CheckAsync(nadia, RaFunction.FindProfiles, Given.Given.Pharmacy, None));
        var held = Assert.Single(await given.With((PositionQueries queries) => queries.OfProfileAsync(nadia.ProfileId, None)));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Profile(nadia.ProfileId), 0, 1, None));
        var asked = await given.InDb(db => db.AccessRequests.AsNoTracking().SingleAsync());

        Assert.Equal("position.reason-missing", silent.Refusal?.Code);
        Assert.Equal("changed-by-someone-else", stale.Refusal?.Code);
        Assert.Null(closed.Refusal);
        Assert.Equal("position.already-closed", again.Refusal?.Code);
        Assert.Equal("position.already-closed", edit.Refusal?.Code);
        Assert.Equal("access.role-not-held", working?.Code);
        Assert.NotNull(held.RemovedAt);
        Assert.Equal("Closed the position Dispenser at FW844; it ended for 1 person.", history.Lines[0].InWords);
        Assert.Equal((RequestState.Rejected, "The position was closed."), (asked.State, asked.DecisionReason));
    }

    [Theory]
    [EveryEngine]
    public async Task Whoever_made_or_approved_an_assignable_position_gives_it_to_nobody_as_a_sponsor(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var (sam, sol) = (await given.ASponsor(), await given.ASponsor(name: "Sol Second"));
        var counter = (await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Counter", AccessProfiles = Terms("R8008"), AssignableBySponsors = true, ApprovedBy = sam.ProfileId, ApprovalNote = "Agreed" }, manager, None))).Value;
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());

        async Task<string?> Give(Actor sponsor) => (await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = counter, StartsOn = given.Today, Reason = "Helps" }, sponsor, None))).Refusal?.Code;

        Assert.Equal("position.maker-cannot-give", await Give(sam));
        Assert.Null(await Give(sol));
    }

    [Theory]
    [EveryEngine]
    public async Task The_database_itself_refuses_a_change_approved_by_who_made_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, dispenser) = (await AManager(given), await given.ADispenserPosition());

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => given.InDb(db => db.Database.ExecuteSqlAsync(
            $"update positions set changed_by = {manager.ProfileId}, change_approved_by = {manager.ProfileId} where id = {dispenser}")));
    }

    internal static IReadOnlyList<NewAccessProfile> Terms(string jobRole, params string[] added) =>
        [new NewAccessProfile(Given.Given.Pharmacy, RCode.Parse(jobRole), [.. added.Select(BCode.Parse)])];

    internal static async Task<Actor> AManager(Given.Given given, string name = "Priya Manager", OdsCode? at = null) =>
        await given.Somebody(name, at ?? Given.Given.Ra, await given.APosition(at ?? Given.Given.Ra, $"RA Manager {name}", "R5080"), RaRole.RaManager);

    internal static async Task<Guid> Version(Given.Given given, Guid position) => (await given.With((PositionQueries queries) => queries.FindAsync(position, None)))?.Version ?? Guid.Empty;

    internal static async Task<Outcome<Done>> Edit(
        Given.Given given, Guid position, IReadOnlyList<NewAccessProfile> terms, Actor actor, Guid? approvedBy, Guid? version = null, string name = "Dispenser", string note = "Agreed by letter", bool assignable = false, IReadOnlyList<Guid>? included = null)
    {
        var seen = version ?? await Version(given, position);
        return await given.With((EditPosition edit) => edit.ExecuteAsync(
            new EditPositionRequest { PositionId = position, Version = seen, Name = name, AccessProfiles = terms, Included = included, AssignableBySponsors = assignable, ApprovedBy = approvedBy, ApprovalNote = note }, actor, None));
    }

    /// <summary>Set up by the service: the person already works in it.</summary>
    internal static Task<int> Hold(Given.Given given, Guid profile, Guid position) => given.InDb(db => db.Database.ExecuteSqlAsync(
        $"""
        insert into position_assignments (id, profile_id, position_id, version, starts_on, granted_at)
        values ({Guid.CreateVersion7()}, {profile}, {position}, {Guid.NewGuid()}, {given.Today.AddYears(-1)}, {given.Clock.GetUtcNow().UtcDateTime})
        """));

    private static Task<int> TakeSide(Given.Given given, Guid profile, Guid person, DutySide side) => given.InDb(db => db.Database.ExecuteSqlAsync(
        $"insert into duties (profile_id, person_id, side, since) values ({profile}, {person}, {side.ToString()}, {given.Clock.GetUtcNow().UtcDateTime})"));

    internal static async Task<Outcome<Done>> Close(Given.Given given, Guid position, Actor actor, string reason = "No longer needed", Guid? version = null)
    {
        var seen = version ?? await Version(given, position);
        return await given.With((ClosePosition close) => close.ExecuteAsync(new ClosePositionRequest { PositionId = position, Version = seen, Reason = reason }, actor, None));
    }

    internal static async Task<PositionEffect> Preview(Given.Given given, Guid position, IReadOnlyList<NewAccessProfile> after, params Guid[]? included)
    {
        var effect = await given.With((PositionEffectQueries effects) => effects.OfAsync(position, after, included, 0, 20, None));
        Assert.Null(effect.Refusal);
        return effect.Value;
    }
}
