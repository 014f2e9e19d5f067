using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>A position that includes others gives what they give, as if it were its own, under every rule that holds for its own.</summary>
public sealed class IncludedPositionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_holder_has_what_the_included_position_gives_and_reads_why(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (dispenser, counter, lead) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Counter", "R8008", "B0572"), await given.APosition(Given.Given.Pharmacy, "Lead", "R1290"));
        await Include(given, counter, manager, approver, dispenser);
        var zoe = await given.Somebody("Zoe Zell", Given.Given.Pharmacy, lead);
        await Include(given, lead, manager, approver, counter);

        var held = Assert.Single(await given.With((PositionQueries queries) => queries.OfProfileAsync(zoe.ProfileId, None)));
        var found = await given.With((PositionSearch search) => search.FindAsync(new PositionFilter { Below = Given.Given.Ra, Activity = BCode.Parse("B0820") }, 0, 20, None));
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(dispenser, None)))!;

        Assert.Equal(["R1290", "R8003", "R8008"], held.AccessProfiles.Select(a => a.JobRole.Value).Order());
        var from = Assert.Single(held.AccessProfiles, a => a.JobRole.Value == "R8003");
        Assert.Equal(["B0820", "B0825"], from.Activities.Select(a => a.Code.Value));
        Assert.Equal(["Counter", "Dispenser"], from.IncludedBy.Select(link => link.Name));
        Assert.Equal(["Counter", "Dispenser", "Lead"], found.Rows.Select(row => row.Name));
        Assert.Equal(["Counter"], view.IncludedIn.Select(link => link.Name));
    }

    [Theory]
    [EveryEngine]
    public async Task A_role_of_the_registration_authority_comes_with_an_included_position_to_whom_may_give_it_only(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var advanced = await given.Somebody("Gareth Advanced", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Agent (Advanced)", "R5090", "X0001"), RaRole.AdvancedRaAgent);
        var (sponsors, lead) = (await given.APosition(Given.Given.Pharmacy, "Sponsors", "R8008", "B1300"), await given.APosition(Given.Given.Pharmacy, "Lead", "R1290"));
        var zoe = await given.Somebody("Zoe Zell", Given.Given.Pharmacy, lead, RaRole.Sponsor);

        var byAgent = await Include(given, lead, advanced, approver, sponsors);
        var madeByAgent = await Create(given, advanced, approver, sponsors);
        var byManager = await Include(given, lead, manager, approver, sponsors);
        await given.Appointed(zoe.ProfileId);
        var acting = zoe with { AccessProfileId = (await given.With((PositionQueries queries) => queries.OfProfileAsync(zoe.ProfileId, None)))[0].AccessProfiles.Single(a => a.IncludedBy.Count > 0).Id };
        var asSponsor = await given.With((Authority authority) => authority.CheckAsync(acting, RaFunction.RaiseRequest, Given.Given.Pharmacy, None));
        var holders = await given.With((SponsorQueries queries) => queries.OfAsync(Given.Given.Pharmacy, None));
        var assignedByAgent = await Assign(given, lead, advanced, await given.ASponsor());

        Assert.Equal("access.not-allowed", byAgent.Refusal?.Code);
        Assert.Null(madeByAgent.Refusal); // To make it gives nobody anything.
        Assert.Null(byManager.Refusal);
        Assert.Null(asSponsor);
        Assert.Contains(holders, holder => holder.FullName == "Zoe Zell");
        Assert.Equal("access.not-allowed", assignedByAgent.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Circles_strangers_and_what_is_closed_are_not_included(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (a, b, c) = (await given.APosition(Given.Given.Pharmacy, "A", "R8008"), await given.APosition(Given.Given.Pharmacy, "B", "R8008"), await given.APosition(Given.Given.Pharmacy, "C", "R8008"));
        var (foreign, closed) = (await given.APosition(Given.Given.ForeignPharmacy, "Foreign", "R8008"), await given.APosition(Given.Given.Pharmacy, "Closed", "R8008"));
        await Close(given, closed, manager);
        await Include(given, a, manager, approver, b);
        await Include(given, b, manager, approver, c);

        async Task<string?> Code(Guid position, Guid included) => (await Include(given, position, manager, approver, included)).Refusal?.Code;

        Assert.Equal("position.includes-itself", await Code(c, c));
        Assert.Equal("position.inclusion-circle", await Code(c, a));
        Assert.Equal("position.inclusion-circle", await Code(b, a));
        Assert.Equal("position.included-not-found", await Code(c, closed));
        Assert.Equal("position.included-not-found", await Code(c, Guid.NewGuid()));
        Assert.Equal("access.out-of-scope", await Code(c, foreign));
        Assert.Equal("position.included-elsewhere", (await Include(given, c, Actor.Service, approver, foreign)).Refusal?.Code);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => given.InDb(db => db.Database.ExecuteSqlAsync($"insert into position_inclusions (position_id, included_id) values ({a}, {a})")));
    }

    [Theory]
    [EveryEngine]
    public async Task Two_inclusions_at_once_never_make_a_circle(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (a, b, c) = (await given.APosition(Given.Given.Pharmacy, "A", "R8008"), await given.APosition(Given.Given.Pharmacy, "B", "R8008"), await given.APosition(Given.Given.Pharmacy, "C", "R8008"));
        await Include(given, a, manager, approver, b);
        var (seenB, seenC) = (await Version(given, b), await Version(given, c));

        var both = await Task.WhenAll(
            Edit(given, b, Terms("R8008"), manager, approver.ProfileId, seenB, "B", included: [c]),
            Edit(given, c, Terms("R8008"), approver, manager.ProfileId, seenC, "C", included: [a]));

        Assert.Contains(both, outcome => outcome.Refusal is not null);
        Assert.DoesNotContain(await given.With(async (PositionReaches reaches) => await reaches.BeneathAsync([c], None)), edge => edge.IncludedId == c);
    }

    [Theory]
    [EveryEngine]
    public async Task A_change_reaches_who_holds_a_position_that_includes_it_and_is_shown_before(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (dispenser, lead, other) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Lead", "R1290"), await given.APosition(Given.Given.Pharmacy, "Other", "R1290", "B0570"));
        await Include(given, lead, manager, approver, dispenser);
        var (ann, zoe) = (await given.Somebody("Ann Ashe", Given.Given.Pharmacy, dispenser), await given.Somebody("Zoe Zell", Given.Given.Pharmacy, lead));
        await Hold(given, zoe.ProfileId, dispenser);
        var both = await given.Somebody("Bea Both", Given.Given.Pharmacy, lead);
        await Hold(given, both.ProfileId, other);
        given.Clock.Advance(TimeSpan.FromMinutes(1));

        var effect = await Preview(given, dispenser, Terms("R8003", "B0570"));
        var changed = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);
        var held = (await given.With((PositionQueries queries) => queries.OfProfileAsync(both.ProfileId, None))).Single(p => p.PositionId == lead);
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Position(lead), 0, 1, None));
        var sides = await given.InDb(db => db.Duties.CountAsync(d => d.PersonId == manager.ProfileId && (d.ProfileId == ann.ProfileId || d.ProfileId == zoe.ProfileId || d.ProfileId == both.ProfileId)));

        Assert.Equal((3, 2, 0), (effect.Holders, effect.WhoGain, effect.WhoLose));
        Assert.Equal(["B0570 2"], effect.Gains.Select(g => $"{g.Item.Code} {g.People}"));
        Assert.Equal(["Lead"], effect.Including.Select(link => link.Name));
        Assert.Equal(["Ann Ashe 1", "Bea Both 0", "Zoe Zell 1"], effect.Page.Select(p => $"{p.Holder.FullName} {p.Gains.Count}"));
        Assert.Null(changed.Refusal);
        Assert.Equal(["B0570", "B0820", "B0825"], held.AccessProfiles.Single(a => a.IncludedBy.Count > 0).Activities.Select(a => a.Code.Value));
        Assert.StartsWith("Changed the position Dispenser at FW844", history.Lines[0].InWords, StringComparison.Ordinal);
        Assert.Equal(3, sides);
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_gives_themselves_more_by_way_of_an_included_position_nor_what_is_not_held_together(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (dispenser, lead) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Lead", "R1290"));
        await Include(given, lead, manager, approver, dispenser);
        var holder = await given.Somebody("Holly Holder", Given.Given.Pharmacy, lead);
        await given.With((ImportRestrictions import) => import.ExecuteAsync(
            new ImportRestrictionsRequest { Content = new MemoryStream("code,first,second,within,why\nTEST-PAIR,R1290,B0572,organisation,Because.\n"u8.ToArray()) }, Actor.Service, None));

        var toxic = await Edit(given, dispenser, Terms("R8003", "B0572"), manager, approver.ProfileId);
        await Hold(given, approver.ProfileId, lead);
        var approved = await Edit(given, dispenser, Terms("R8003", "B0570"), manager, approver.ProfileId);
        var own = await Edit(given, dispenser, Terms("R8003", "B0570"), approver, manager.ProfileId);

        Assert.Equal("access.restricted-combination", toxic.Refusal?.Code);
        Assert.Equal("position.approver-holds-it", approved.Refusal?.Code);
        Assert.Equal("position.own-position", own.Refusal?.Code);
        Assert.Single((await given.With((PositionQueries queries) => queries.OfProfileAsync(holder.ProfileId, None)))[0].AccessProfiles, a => a.IncludedBy.Count > 0);
    }

    [Theory]
    [EveryEngine]
    public async Task What_is_included_is_not_closed_and_goes_when_it_is_taken_out(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var (dispenser, lead) = (await given.ADispenserPosition(), await given.APosition(Given.Given.Pharmacy, "Lead", "R1290"));
        var zoe = await given.Somebody("Zoe Zell", Given.Given.Pharmacy, lead);
        await Include(given, lead, manager, approver, dispenser);

        var included = await Close(given, dispenser, manager);
        var effect = await Preview(given, lead, Terms("R1290"));
        var profileChanged = await Edit(given, dispenser, Terms("R8008", "B0570"), manager, approver.ProfileId);
        var after = (await given.With((PositionQueries queries) => queries.OfProfileAsync(zoe.ProfileId, None)))[0];
        var takenOut = await Edit(given, lead, Terms("R1290"), manager, approver.ProfileId, name: "Lead", included: []);
        var closed = await Close(given, dispenser, manager);
        var alone = (await given.With((PositionQueries queries) => queries.OfProfileAsync(zoe.ProfileId, None)))[0];

        Assert.Equal("position.is-included", included.Refusal?.Code);
        Assert.Contains("Lead at FW844", included.Refusal!.Message, StringComparison.Ordinal);
        Assert.Equal(["B0820", "B0825", "R8003"], effect.Losses.Select(l => l.Item.Code).Order());
        Assert.Null(profileChanged.Refusal);
        Assert.Equal(["R1290", "R8008"], after.AccessProfiles.Select(a => a.JobRole.Value).Order());
        Assert.Null(takenOut.Refusal);
        Assert.Null(closed.Refusal);
        Assert.Equal(["R1290"], alone.AccessProfiles.Select(a => a.JobRole.Value));
    }

    [Theory]
    [EveryEngine]
    public async Task Whoever_made_an_included_position_gives_the_including_one_to_nobody_as_a_sponsor(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var (sam, sol, piet) = (await given.ASponsor(), await given.ASponsor(name: "Sol Second"), await AManager(given, "Piet Approver"));
        var inner = (await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Inner", AccessProfiles = Terms("R8008"), ApprovedBy = sam.ProfileId, ApprovalNote = "Agreed" }, manager, None))).Value;
        var outer = (await given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Outer", AccessProfiles = Terms("R1290"), Included = [inner], AssignableBySponsors = true, ApprovedBy = piet.ProfileId, ApprovalNote = "Agreed" }, manager, None))).Value;
        var nadia = await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, await given.ADispenserPosition());

        async Task<string?> Give(Actor sponsor) => (await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = outer, StartsOn = given.Today, Reason = "Helps" }, sponsor, None))).Refusal?.Code;

        Assert.Equal("position.maker-cannot-give", await Give(sam));
        Assert.Null(await Give(sol));
    }

    [Theory]
    [EveryEngine]
    public async Task An_access_profile_has_areas_of_work_and_a_change_of_them_is_an_effect(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        using var folder = new RbacFolder();
        folder.Write("areas-of-work.csv", "code,name", "U0001,Community pharmacy", "U0002,Ward");
        var imported = await given.InDb(db => RbacFolder.ImportAsync(db, folder.Path));
        var dispenser = await given.APosition(Given.Given.Pharmacy, "Dispenser", "R8001");
        await given.Somebody("Ann Ashe", Given.Given.Pharmacy, dispenser);
        IReadOnlyList<NewAccessProfile> here = [Terms("R8001")[0] with { AreasOfWork = [AreaCode.Parse("U0001")] }];

        var effect = await Preview(given, dispenser, here);
        var changed = await Edit(given, dispenser, here, manager, approver.ProfileId);
        var unknown = await Edit(given, dispenser, [Terms("R8001")[0] with { AreasOfWork = [AreaCode.Parse("U9999")] }], manager, approver.ProfileId);
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(dispenser, None)))!;
        var back = await Edit(given, dispenser, Terms("R8001"), manager, approver.ProfileId);

        Assert.Equal(2, imported.Value.Counts.AreasOfWork?.Added);
        Assert.Equal(["U0001 Community pharmacy 1"], effect.Gains.Select(g => $"{g.Item.Code} {g.Name} {g.People}"));
        Assert.Null(changed.Refusal);
        Assert.Equal("position.unknown-code", unknown.Refusal?.Code);
        Assert.Equal(["Community pharmacy"], view.AccessProfiles[0].AreasOfWork.Select(area => area.Name));
        Assert.Null(back.Refusal);
    }

    /// <summary>Everything else stays as it is.</summary>
    private static async Task<Outcome<Done>> Include(Given.Given given, Guid position, Actor actor, Actor approver, params Guid[] included)
    {
        var view = (await given.With((PositionQueries queries) => queries.FindAsync(position, None)))!;
        return await Edit(given, position, view.OwnTerms, actor, approver.ProfileId, view.Version, view.Name, included: included);
    }

    private static Task<Outcome<Guid>> Create(Given.Given given, Actor actor, Actor approver, params Guid[] included) => given.With((CreatePosition create) => create.ExecuteAsync(
        new CreatePositionRequest { Organisation = Given.Given.Pharmacy, Name = "Made", AccessProfiles = Terms("R1290"), Included = included, ApprovedBy = approver.ProfileId, ApprovalNote = "Agreed" }, actor, None));

    private static async Task<Outcome<Guid>> Assign(Given.Given given, Guid position, Actor actor, Actor sponsor)
    {
        var nadia = await given.Somebody("Nadia Newcomer", Given.Given.Pharmacy, await given.ADispenserPosition());
        return await given.With((AssignPosition assign) => assign.ExecuteAsync(
            new AssignPositionRequest { ProfileId = nadia.ProfileId, PositionId = position, StartsOn = given.Today, SponsorId = sponsor.ProfileId, Reason = "Helps" }, actor, None));
    }
}
