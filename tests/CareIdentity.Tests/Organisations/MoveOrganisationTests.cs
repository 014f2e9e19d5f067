using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Organisations;

/// <summary>Places in the RA tree: who moves what, from when, what is kept; and that the tree written out is always the tree.</summary>
public sealed class MoveOrganisationTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly OdsCode North = OdsCode.Parse("RA1NO");
    private static readonly OdsCode South = OdsCode.Parse("RA1SO");
    private static readonly OdsCode Unplaced = OdsCode.Parse("Y00001");

    [Theory, EveryEngine]
    public async Task An_RA_manager_moves_a_pharmacy_within_the_tree_and_the_scope_follows_in_the_same_commit(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        var northern = await given.AnRaAgent(North, "Nora North");
        var before = await MayIssue(given, northern, Given.Given.Pharmacy);

        var moved = await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, North);
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 1, None));
        var moves = await given.With((MoveQueries queries) => queries.OfAsync(Given.Given.Pharmacy, 0, 20, None));

        Assert.Null(moved.Refusal);
        Assert.Equal("access.out-of-scope", before?.Code);
        Assert.Null(await MayIssue(given, northern, Given.Given.Pharmacy));
        Assert.Equal("Moved Riverside Pharmacy (FW844) from below RA1DO to below RA1NO.", history.Lines[0].InWords);
        Assert.Equal(("Agreed by both", "RA08 of 1 June"), (history.Lines[0].Reason, history.Lines[0].Evidence));
        var row = Assert.Single(moves.Rows);
        Assert.Equal((MoveState.Done, RaLinkReason.Reorganisation, "Dorset North"), (row.State, row.Why, row.ToName));
        await AssertWholeAsync(given);
    }

    [Theory, EveryEngine]
    public async Task What_is_below_moves_with_it_and_depths_are_right_up_and_down(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, South);

        Assert.Null((await Move(given, manager, South, Given.Given.Ra, North)).Refusal);
        await AssertWholeAsync(given);
        Assert.Equal(3, await DepthAsync(given, Given.Given.Pharmacy, Given.Given.Ra));
        Assert.Null((await Move(given, manager, South, North, Given.Given.Ra)).Refusal);
        await AssertWholeAsync(given);
        Assert.Equal(2, await DepthAsync(given, Given.Given.Pharmacy, Given.Given.Ra));
    }

    [Theory, EveryEngine]
    public async Task A_move_planned_for_a_day_becomes_effective_on_it_by_itself_and_only_once(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);

        var planned = await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, North, given.Today.AddDays(10));
        var early = await CarryOut(given);
        var parentBefore = await ParentAsync(given, Given.Given.Pharmacy);
        given.Clock.Advance(TimeSpan.FromDays(10));
        var onTheDay = await CarryOut(given);
        var again = await CarryOut(given);
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 2, None));

        Assert.Null(planned.Refusal);
        Assert.Equal((new MovesCarriedOut(0, 0), Given.Given.Ra), (early, parentBefore));
        Assert.Equal((new MovesCarriedOut(1, 0), new MovesCarriedOut(0, 0)), (onTheDay, again));
        Assert.Equal(North, await ParentAsync(given, Given.Given.Pharmacy));
        Assert.Equal("Moved Riverside Pharmacy (FW844) from below RA1DO to below RA1NO.", history.Lines[0].InWords);
        Assert.Equal(("Care Identity Service", "Planned by Priya Manager: Agreed by both"), (history.Lines[0].ActorName, history.Lines[0].Reason));
        Assert.Equal("Planned for 25 June 2026 to move Riverside Pharmacy (FW844) from below RA1DO to below RA1NO.", history.Lines[1].InWords);
        await AssertWholeAsync(given);
    }

    [Theory, EveryEngine]
    public async Task Several_nodes_that_carry_out_the_same_moves_do_each_once(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, North, given.Today.AddDays(1));
        await Move(given, manager, Given.Given.OtherPharmacy, Given.Given.Ra, South, given.Today.AddDays(1));
        given.Clock.Advance(TimeSpan.FromDays(1));

        var rounds = new List<MovesCarriedOut>();
        while (rounds.Sum(r => r.Done) < 2 && rounds.Count < 40)
        {
            rounds.AddRange(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CarryOut(given))));
        }

        Assert.Equal((2, 0), (rounds.Sum(r => r.Done), rounds.Sum(r => r.Failed)));
        await AssertWholeAsync(given);
    }

    [Theory, EveryEngine]
    public async Task A_planned_move_that_can_no_longer_be_done_is_kept_as_failed_with_the_reason(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        await Move(given, manager, North, Given.Given.Ra, South, given.Today.AddDays(2));
        await Move(given, manager, South, Given.Given.Ra, North, given.Today.AddDays(1));
        given.Clock.Advance(TimeSpan.FromDays(3));

        var carriedOut = await CarryOut(given);
        var failed = (await given.With((MoveQueries queries) => queries.OfAsync(North, 0, 20, None))).Rows[0];

        Assert.Equal(new MovesCarriedOut(1, 1), carriedOut);
        Assert.Equal((MoveState.Failed, "RA1NO cannot be placed below itself in the RA tree."), (failed.State, failed.Outcome));
        await AssertWholeAsync(given);
    }

    [Theory, EveryEngine]
    public async Task A_planned_move_is_withdrawn_once_and_leaves_room_for_another(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        var foreign = await given.Somebody("Dawn Devon", Given.Given.OtherRa, await given.APosition(Given.Given.OtherRa, "RA Manager", "R5080"), RaRole.RaManager);
        var planned = (await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, North, given.Today.AddDays(5))).Value;

        async Task<string?> Withdraw(Actor actor, Guid id, string reason = "Not agreed after all") =>
            (await given.With((WithdrawMove withdraw) => withdraw.ExecuteAsync(new WithdrawMoveRequest { MoveId = id, Reason = reason }, actor, None))).Refusal?.Code;

        Assert.Equal("organisation.move-already-planned", (await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, South)).Refusal?.Code);
        Assert.Equal("access.out-of-scope", await Withdraw(foreign, planned));
        Assert.Equal("organisation.reason-missing", await Withdraw(manager, planned, " "));
        Assert.Equal("organisation.move-not-found", await Withdraw(manager, Guid.CreateVersion7()));
        Assert.Null(await Withdraw(manager, planned));
        Assert.Equal("organisation.move-not-planned", await Withdraw(manager, planned));
        Assert.Null((await Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, South)).Refusal);
        given.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(new MovesCarriedOut(0, 0), await CarryOut(given));
        Assert.Equal(South, await ParentAsync(given, Given.Given.Pharmacy));
    }

    [Theory, EveryEngine]
    public async Task Nobody_moves_what_they_do_not_reach_at_both_ends(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        var agent = await given.AnRaAgent();
        var sponsor = await given.ASponsor();
        var root = await given.Somebody("Margaret Root", Given.Given.Ra, await given.APosition(Given.Given.Ra, "Root RA Manager", "R5072"), RaRole.RootRaManager);
        await given.AnOrganisation(Unplaced, "Mill Lane Surgery", OrganisationKind.GpPractice, null);

        async Task<string?> Try(Actor actor, OdsCode what, OdsCode? from, OdsCode? to) => (await Move(given, actor, what, from, to)).Refusal?.Code;

        Assert.Equal("access.not-allowed", await Try(agent, Given.Given.Pharmacy, Given.Given.Ra, North));
        Assert.Equal("access.not-allowed", await Try(sponsor, Given.Given.Pharmacy, Given.Given.Ra, North));
        Assert.Equal("access.out-of-scope", await Try(manager, Given.Given.Pharmacy, Given.Given.Ra, Given.Given.OtherRa));
        Assert.Equal("access.out-of-scope", await Try(manager, Given.Given.ForeignPharmacy, Given.Given.OtherRa, Given.Given.Ra));
        Assert.Equal("access.not-allowed", await Try(manager, Unplaced, null, Given.Given.Ra));
        Assert.Equal("access.not-allowed", await Try(manager, Given.Given.Pharmacy, Given.Given.Ra, null));

        Assert.Null(await Try(root, Unplaced, null, Given.Given.Ra));
        Assert.Null(await Try(root, Given.Given.ForeignPharmacy, Given.Given.OtherRa, Given.Given.Ra));
        Assert.Null(await Try(root, Given.Given.OtherPharmacy, Given.Given.Ra, null));
        await AssertWholeAsync(given);
    }

    [Theory, EveryEngine]
    public async Task A_caller_who_names_parents_that_they_reach_but_that_are_not_the_organisations_own_gets_nowhere(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);

        var moved = await Move(given, manager, Given.Given.ForeignPharmacy, North, South);

        Assert.Equal("changed-by-someone-else", moved.Refusal?.Code);
        Assert.Equal(Given.Given.OtherRa, await ParentAsync(given, Given.Given.ForeignPharmacy));
    }

    [Theory, EveryEngine]
    public async Task What_cannot_be_a_move_is_refused_by_its_own_code(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var root = await given.Somebody("Margaret Root", Given.Given.Ra, await given.APosition(Given.Given.Ra, "Root RA Manager", "R5072"), RaRole.RootRaManager);
        await given.AnOrganisation(Unplaced, "Mill Lane Surgery", OrganisationKind.GpPractice, null);
        await given.With((CloseOrganisation close) => close.ExecuteAsync(new CloseOrganisationRequest { Organisation = Given.Given.OtherPharmacy, Reason = "Sold" }, root, None));

        async Task<string?> Try(OdsCode what, OdsCode? from, OdsCode? to, int days = 0, string reason = "Because") =>
            (await Move(given, root, what, from, to, given.Today.AddDays(days), reason)).Refusal?.Code;

        Assert.Equal("organisation.reason-missing", await Try(Given.Given.Pharmacy, Given.Given.Ra, North, reason: " "));
        Assert.Equal("organisation.move-in-past", await Try(Given.Given.Pharmacy, Given.Given.Ra, North, -1));
        Assert.Equal("organisation.move-too-far-ahead", await Try(Given.Given.Pharmacy, Given.Given.Ra, North, 400));
        Assert.Equal("organisation.same-parent", await Try(Given.Given.Pharmacy, Given.Given.Ra, Given.Given.Ra));
        Assert.Equal("organisation.closed", await Try(Given.Given.OtherPharmacy, Given.Given.Ra, North));
        Assert.Equal("organisation.closed", await Try(Given.Given.Pharmacy, Given.Given.Ra, Given.Given.OtherPharmacy));
        Assert.Equal("organisation.parent-without-ra", await Try(Given.Given.Pharmacy, Given.Given.Ra, Unplaced));
        Assert.Equal("organisation.own-ancestor", await Try(Given.Given.Ra, null, North));
        Assert.Equal("organisation.own-ancestor", await Try(Given.Given.Ra, null, Given.Given.Ra));
        Assert.Equal("organisation.not-found", await Try(Given.Given.Pharmacy, Given.Given.Ra, OdsCode.Parse("NOSUCH")));
        Assert.Equal("organisation.not-found", await Try(OdsCode.Parse("NOSUCH"), null, North));
        await AssertWholeAsync(given);
    }

    /// <summary>Two that would make a circle together, and many that cross: each either happens whole or says that somebody was quicker.</summary>
    [Theory, EveryEngine]
    public async Task Moves_at_the_same_time_never_make_a_circle_nor_a_wrong_ancestor(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);
        for (var round = 0; round < 6; round++)
        {
            var (north, south) = (await ParentAsync(given, North), await ParentAsync(given, South));
            var (pharmacy, other) = (await ParentAsync(given, Given.Given.Pharmacy), await ParentAsync(given, Given.Given.OtherPharmacy));

            var outcomes = await Task.WhenAll(
                Move(given, manager, North, north, north == Given.Given.Ra ? South : Given.Given.Ra),
                Move(given, manager, South, south, south == Given.Given.Ra ? North : Given.Given.Ra),
                Move(given, manager, Given.Given.Pharmacy, pharmacy, pharmacy == North ? South : North),
                Move(given, manager, Given.Given.OtherPharmacy, other, other == South ? North : South));

            Assert.All(outcomes.Select(o => o.Refusal?.Code), code => Assert.True(code is null or "organisation.own-ancestor", code));
            await AssertWholeAsync(given);
        }
    }

    /// <summary>Two who look at the same organisation and move it to different places: one does, the other is told.</summary>
    [Theory, EveryEngine]
    public async Task Of_two_who_move_the_same_organisation_one_is_told_that_it_moved(EngineUnderTest engine)
    {
        await using var given = await WithTwoParts(engine);
        var manager = await AManager(given);

        var outcomes = await Task.WhenAll(
            Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, North),
            Move(given, manager, Given.Given.Pharmacy, Given.Given.Ra, South));

        Assert.Equal(["", "changed-by-someone-else"], outcomes.Select(o => o.Refusal?.Code ?? "").Order());
        await AssertWholeAsync(given);
    }

    private static async Task<Given.Given> WithTwoParts(EngineUnderTest engine)
    {
        var given = await Given.Given.AnRaAsync(engine);
        await given.AnOrganisation(North, "Dorset North", OrganisationKind.RegistrationAuthority, Given.Given.Ra);
        await given.AnOrganisation(South, "Dorset South", OrganisationKind.RegistrationAuthority, Given.Given.Ra);
        given.Clock.Advance(TimeSpan.FromMinutes(1));
        return given;
    }

    private static async Task<Actor> AManager(Given.Given given) =>
        await given.Somebody("Priya Manager", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Manager", "R5080"), RaRole.RaManager);

    private static Task<Outcome<Guid>> Move(Given.Given given, Actor actor, OdsCode what, OdsCode? from, OdsCode? to, DateOnly? on = null, string reason = "Agreed by both") =>
        given.With((MoveOrganisation move) => move.ExecuteAsync(
            new MoveOrganisationRequest { Organisation = what, From = from, To = to, EffectiveOn = on ?? given.Today, Why = RaLinkReason.Reorganisation, Reason = reason, Evidence = "RA08 of 1 June" },
            actor,
            None));

    private static async Task<MovesCarriedOut> CarryOut(Given.Given given) =>
        (await given.With((CarryOutMoves carryOut) => carryOut.ExecuteAsync(Actor.Service, None))).Value;

    private static Task<Refusal?> MayIssue(Given.Given given, Actor actor, OdsCode at) =>
        given.With((Authority authority) => authority.CheckAsync(actor, RaFunction.IssueSmartcard, at, None));

    private static Task<OdsCode?> ParentAsync(Given.Given given, OdsCode code) =>
        given.InDb(db => db.Organisations.Where(o => o.Code == code).Select(o => o.RaParent).FirstAsync());

    private static Task<int> DepthAsync(Given.Given given, OdsCode code, OdsCode ancestor) =>
        given.InDb(db => db.OrganisationAncestors.Where(a => a.Organisation == code && a.Ancestor == ancestor).Select(a => a.Depth).FirstAsync());

    /// <summary>The tree written out is exactly what the parents say.</summary>
    private static async Task AssertWholeAsync(Given.Given given)
    {
        var parents = await given.InDb(db => db.Organisations.ToDictionaryAsync(o => o.Code, o => o.RaParent));
        var written = await given.InDb(db => db.OrganisationAncestors.Select(a => new { a.Organisation, a.Ancestor, a.Depth }).ToListAsync());
        var expected = new List<string>();
        foreach (var code in parents.Keys)
        {
            var depth = 0;
            for (OdsCode? above = code; above is not null; above = parents[above])
            {
                Assert.True(depth < 20, $"A circle at {code}");
                expected.Add($"{code} {above} {depth++}");
            }
        }

        Assert.Equal(expected.Order(StringComparer.Ordinal), written.Select(a => $"{a.Organisation} {a.Ancestor} {a.Depth}").Order(StringComparer.Ordinal));
    }
}
