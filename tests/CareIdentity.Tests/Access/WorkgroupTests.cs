using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>One tree of workgroups for each organisation, which never closes into a circle; positions belong to them.</summary>
public sealed class WorkgroupTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task The_first_is_the_root_and_all_others_stand_beneath_one(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);

        var root = (await Create(given, manager, "Pharmacy team", null)).Value;
        var second = await Create(given, manager, "Second root", null);
        var night = (await Create(given, manager, "Night", root)).Value;
        await Create(given, manager, "Night counter", night);
        var tree = (await Tree(given))!;

        Assert.Equal("workgroup.root-exists", second.Refusal?.Code);
        Assert.Equal(["0 Pharmacy team", "1 Night", "2 Night counter"], tree.Flat().Select(x => $"{x.Depth} {x.Node.Name}"));
    }

    [Theory]
    [EveryEngine]
    public async Task A_branch_moves_with_all_beneath_it_but_never_into_itself(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var root = (await Create(given, manager, "Team", null)).Value;
        var (a, b) = ((await Create(given, manager, "A", root)).Value, (await Create(given, manager, "B", root)).Value);
        var inA = (await Create(given, manager, "In A", a)).Value;

        Assert.Null((await Change(given, manager, a, "A moved", b)).Refusal);
        Assert.Equal("workgroup.circle", (await Change(given, manager, b, "B", inA)).Refusal?.Code);
        Assert.Equal("workgroup.circle", (await Change(given, manager, b, "B", b)).Refusal?.Code);
        Assert.Equal("workgroup.root-stays", (await Change(given, manager, root, "Team", b)).Refusal?.Code);
        Assert.Equal("workgroup.root-exists", (await Change(given, manager, b, "B", null)).Refusal?.Code);
        Assert.Equal("workgroup.unchanged", (await Change(given, manager, b, "B", root)).Refusal?.Code);
        Assert.Equal("workgroup.name-taken", (await Change(given, manager, b, "team", root)).Refusal?.Code);
        Assert.Equal("workgroup.name-missing", (await Change(given, manager, b, " ", root)).Refusal?.Code);
        Assert.Equal("workgroup.not-found", (await Change(given, manager, b, "B", Guid.NewGuid())).Refusal?.Code);
        Assert.Equal(["0 Team", "1 B", "2 A moved", "3 In A"], (await Tree(given))!.Flat().Select(x => $"{x.Depth} {x.Node.Name}"));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.Organisation(Given.Given.Pharmacy), 0, 10, None));
        Assert.Contains(history.Lines, line => line.InWords == "Changed the workgroup A at FW844: renamed it A moved and moved it from beneath Team to beneath B.");
    }

    [Theory]
    [EveryEngine]
    public async Task A_position_belongs_to_its_workgroups_from_the_commit_that_makes_it(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Manager"));
        var root = (await Create(given, manager, "Team", null)).Value;
        Task<Outcome<Guid>> Make(OdsCode at, params Guid[] groups) => given.With((CreatePosition create) => create.ExecuteAsync(
            new CreatePositionRequest
            {
                Organisation = at,
                Name = "Night counter",
                AccessProfiles = [new NewAccessProfile(at, RCode.Parse("R8008"), [])],
                Workgroups = groups,
                ApprovedBy = approver.ProfileId,
                ApprovalNote = "Agreed",
            },
            manager,
            None));

        Assert.Equal("workgroup.not-found", (await Make(Given.Given.Pharmacy, root, Guid.NewGuid())).Refusal?.Code);
        Assert.Equal("workgroup.position-elsewhere", (await Make(Given.Given.OtherPharmacy, root)).Refusal?.Code);
        var made = (await Make(Given.Given.Pharmacy, root, root)).Value;
        Assert.Equal(made, Assert.Single(await given.With((WorkgroupQueries queries) => queries.PositionsAsync(root, None))).PositionId);
    }

    [Theory]
    [EveryEngine]
    public async Task Two_who_move_branches_into_each_other_at_once_close_no_circle(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, second) = (await AManager(given), await AManager(given, "Piet Approver"));
        var root = (await Create(given, manager, "Team", null)).Value;
        var (a, b) = ((await Create(given, manager, "A", root)).Value, (await Create(given, manager, "B", root)).Value);

        var both = await Task.WhenAll(Change(given, manager, a, "A", b), Change(given, second, b, "B", a));

        Assert.Single(both, outcome => outcome.Refusal is not null);
        Assert.Equal(3, (await Tree(given))!.Flat().Count());
    }

    [Theory]
    [EveryEngine]
    public async Task One_with_branches_is_not_closed_and_one_that_is_closed_lets_its_positions_go(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var root = (await Create(given, manager, "Team", null)).Value;
        var night = (await Create(given, manager, "Night", root)).Value;
        var dispenser = await given.ADispenserPosition();
        await Place(given, manager, night, dispenser);

        Assert.Equal("workgroup.has-branches", (await Close(given, manager, root)).Refusal?.Code);
        Assert.Null((await Close(given, manager, night)).Refusal);
        Assert.Equal("workgroup.not-found", (await Close(given, manager, night)).Refusal?.Code);
        Assert.Empty(await given.With((WorkgroupQueries queries) => queries.OfPositionAsync(dispenser, None)));
        Assert.Null((await Create(given, manager, "Night", root)).Refusal); // The name of a closed one is free.
    }

    [Theory]
    [EveryEngine]
    public async Task A_position_belongs_with_everybody_who_holds_it_and_leaves_with_its_access_profile(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (manager, approver) = (await AManager(given), await AManager(given, "Piet Approver"));
        var root = (await Create(given, manager, "Team", null)).Value;
        var dispenser = await given.ADispenserPosition();
        await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        await given.Somebody("Asha Dispenser", Given.Given.Pharmacy, dispenser);
        var elsewhere = await given.ADispenserPosition(Given.Given.OtherPharmacy);

        Assert.Null((await Place(given, manager, root, dispenser)).Refusal);
        Assert.Equal("workgroup.already-in", (await Place(given, manager, root, dispenser)).Refusal?.Code);
        Assert.Equal("workgroup.position-elsewhere", (await Place(given, manager, root, elsewhere)).Refusal?.Code);
        Assert.Equal("workgroup.not-in", (await Place(given, manager, root, await given.APosition(Given.Given.Pharmacy, "Counter", "R8008"), false)).Refusal?.Code);
        Assert.Equal("position.not-found", (await Place(given, manager, root, Guid.NewGuid())).Refusal?.Code);
        Assert.Equal((1, 2), await Size(given));
        Assert.Equal("Team", Assert.Single(await given.With((WorkgroupQueries queries) => queries.OfPositionAsync(dispenser, None))).Name);
        Assert.Null((await Edit(given, dispenser, Terms("R8008"), manager, approver.ProfileId)).Refusal); // Another job role: another access profile.
        Assert.Equal((0, 0), await Size(given));
        Assert.Null((await Place(given, manager, root, dispenser)).Refusal);
        Assert.Null((await Place(given, manager, root, dispenser, false)).Refusal);
        Assert.Equal((0, 0), await Size(given));
    }

    [Theory]
    [EveryEngine]
    public async Task Agents_sponsors_and_foreign_RAs_change_no_workgroups_and_nobody_those_of_their_own_position(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var manager = await AManager(given);
        var root = (await Create(given, manager, "Team", null)).Value;
        var dispenser = await given.ADispenserPosition();

        foreach (var actor in new[] { await given.AnRaAgent(), await given.ASponsor() })
        {
            Assert.Equal("access.not-allowed", (await Create(given, actor, "Mine", root)).Refusal?.Code);
            Assert.Equal("access.not-allowed", (await Change(given, actor, root, "Mine", null)).Refusal?.Code);
            Assert.Equal("access.not-allowed", (await Close(given, actor, root)).Refusal?.Code);
            Assert.Equal("access.not-allowed", (await Place(given, actor, root, dispenser)).Refusal?.Code);
        }

        var foreign = await AManager(given, "Dawn Devon", Given.Given.OtherRa);
        Assert.Equal("access.out-of-scope", (await Create(given, foreign, "Mine", root)).Refusal?.Code);
        await Hold(given, manager.ProfileId, dispenser);
        Assert.Equal("position.own-position", (await Place(given, manager, root, dispenser)).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task The_database_itself_keeps_branches_in_their_tree_and_roots_single(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var root = (await Create(given, await AManager(given), "Team", null)).Value;

        Task<int> Insert(string organisation, Guid? parent) => given.InDb(db => db.Database.ExecuteSqlAsync(
            $"insert into workgroups (id, version, organisation, parent, name, state, created_at) values ({Guid.NewGuid()}, {Guid.NewGuid()}, {organisation}, {parent}, {Guid.NewGuid().ToString()}, 'Open', {given.Clock.GetUtcNow().UtcDateTime})"));

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(Given.Given.OtherPharmacy.Value, root));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Insert(Given.Given.Pharmacy.Value, null));
        Assert.Equal(1, await Insert(Given.Given.Pharmacy.Value, root));
    }

    private static Task<Outcome<Guid>> Create(Given.Given given, Actor actor, string name, Guid? parent) =>
        given.With((CreateWorkgroup create) => create.ExecuteAsync(new CreateWorkgroupRequest { Organisation = Given.Given.Pharmacy, Name = name, Parent = parent }, actor, None));

    private static Task<Outcome<Done>> Change(Given.Given given, Actor actor, Guid id, string name, Guid? parent) =>
        given.With((ChangeWorkgroup change) => change.ExecuteAsync(new ChangeWorkgroupRequest { WorkgroupId = id, Name = name, Parent = parent }, actor, None));

    private static Task<Outcome<Done>> Close(Given.Given given, Actor actor, Guid id) =>
        given.With((CloseWorkgroup close) => close.ExecuteAsync(new CloseWorkgroupRequest { WorkgroupId = id }, actor, None));

    private static Task<Outcome<Done>> Place(Given.Given given, Actor actor, Guid id, Guid position, bool into = true) =>
        given.With((PlaceInWorkgroup place) => place.ExecuteAsync(new PlaceInWorkgroupRequest { WorkgroupId = id, PositionId = position, In = into }, actor, None));

    private static Task<WorkgroupNode?> Tree(Given.Given given) => given.With((WorkgroupQueries queries) => queries.TreeAsync(Given.Given.Pharmacy, None));

    private static async Task<(int Positions, int People)> Size(Given.Given given)
    {
        var root = (await Tree(given))!;
        return (root.Positions, root.People);
    }
}
