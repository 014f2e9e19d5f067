using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Access.PositionLifeTests;

namespace CareIdentity.Tests.Access;

/// <summary>The reference data changes by versions: proposed by one, shown with its effect on everybody, put in force by another.</summary>
public sealed class ReferenceVersionTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_proposal_changes_nothing_until_another_administrator_puts_it_in_force(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (edwin, patrick) = (await AnAdministrator(given), await AnAdministrator(given, "Patrick Doyle"));
        var dispenser = await given.ADispenserPosition();
        await given.Somebody("Nadia Dispenser", Given.Given.Pharmacy, dispenser);
        var version = (await Propose(given, edwin)).Value;

        Assert.Null(await Add(given, version, edwin, new ReferenceRow(ReferenceTable.Baseline, "R8003", "b0572", ReferenceAction.Add, "")));
        Assert.Null(await Add(given, version, edwin, new ReferenceRow(ReferenceTable.JobRole, "R8099", "", ReferenceAction.Add, "Robot handler")));
        var view = (await Find(given, version))!;
        var effect = (await given.With((ReferenceQueries queries) => queries.EffectAsync(view.Rows, 0, 20, None))).Value!;
        var before = await Activities(given, dispenser);
        var own = await Publish(given, version, edwin);
        var stale = await given.With((PublishReference publish) => publish.ExecuteAsync(new DecideReferenceRequest { VersionId = version, Seen = Guid.NewGuid() }, patrick, None));
        var published = await Publish(given, version, patrick);
        var twice = await Publish(given, version, patrick);
        var (versions, total) = await given.With((ReferenceQueries queries) => queries.VersionsAsync(0, 10, None));

        Assert.Equal((1, 1), (effect.Positions, effect.Holders));
        Assert.Equal(["B0570 1 1 0 0", "B0572 1 1 0 0"], effect.Lines.Select(line => $"{line.Code} {line.PositionsGain} {line.HoldersGain} {line.PositionsLose} {line.HoldersLose}"));
        Assert.Equal("Dispenser", Assert.Single(effect.Page).Position.Name);
        Assert.Equal(["B0820", "B0825"], before);
        Assert.Equal("reference.own-proposal", own.Refusal?.Code);
        Assert.Equal("changed-by-someone-else", stale.Refusal?.Code);
        Assert.Null(published.Refusal);
        Assert.Equal((1, 1), (published.Value!.JobRoles.Added, published.Value.Baseline.Added));
        Assert.Equal("reference.already-decided", twice.Refusal?.Code);
        Assert.Equal(["B0570", "B0572", "B0820", "B0825"], await Activities(given, dispenser));
        Assert.Equal((1, "Edwin Clarke", "Patrick Doyle", ReferenceVersionState.Published), (total, versions[0].ProposedBy, versions[0].DecidedBy, versions[0].State));
        var history = await given.With((AuditQueries audit) => audit.HistoryAsync(AuditSubject.ReferenceSet("rbac"), 0, 20, None));
        Assert.Contains(history.Lines, line => line.InWords == "Put a new version of the reference data in force, with 2 changes.");
    }

    [Theory]
    [EveryEngine]
    public async Task Files_become_a_proposal_of_their_difference_and_a_bad_line_becomes_none(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (edwin, patrick) = (await AnAdministrator(given), await AnAdministrator(given, "Patrick Doyle"));
        var dispenser = await given.ADispenserPosition();
        using var folder = new RbacFolder();
        folder.Write("areas-of-work.csv", "code,name", "U0001,Community pharmacy");

        var version = (await Propose(given, edwin, folder.Path)).Value;
        var rows = (await Find(given, version))!.Rows;
        var effect = (await given.With((ReferenceQueries queries) => queries.EffectAsync(rows, 0, 20, None))).Value!;
        folder.Write("baseline-policy.csv", "job_role,activity", "R8000,B9999");
        var bad = await Propose(given, edwin, folder.Path);
        var published = await Publish(given, version, patrick);
        using var same = new RbacFolder();
        same.Write("areas-of-work.csv", "code,name", "U0001,Community pharmacy");
        var nothing = await Propose(given, edwin, same.Path);

        Assert.Contains(new ReferenceRow(ReferenceTable.JobRole, "R8001", "", ReferenceAction.Add, "Nurse"), rows);
        Assert.Contains(new ReferenceRow(ReferenceTable.Baseline, "R8003", "B0825", ReferenceAction.Remove, ""), rows);
        Assert.Contains(new ReferenceRow(ReferenceTable.AreaOfWork, "U0001", "", ReferenceAction.Add, "Community pharmacy"), rows);
        Assert.Equal(["B0820 0 0 1 0", "B0825 0 0 1 0"], effect.Lines.Select(line => $"{line.Code} {line.PositionsGain} {line.HoldersGain} {line.PositionsLose} {line.HoldersLose}"));
        Assert.Equal("reference.bad-lines", bad.Refusal?.Code);
        Assert.Contains("baseline-policy.csv, line 2", bad.Refusal!.Message, StringComparison.Ordinal);
        Assert.Null(published.Refusal);
        Assert.Empty(await Activities(given, dispenser));
        Assert.Equal("reference.nothing-changes", nothing.Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task What_does_not_fit_is_refused_when_it_is_added_and_what_no_longer_fits_when_it_is_put_in_force(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var (edwin, patrick, manager) = (await AnAdministrator(given), await AnAdministrator(given, "Patrick Doyle"), await AManager(given));
        var (first, second) = ((await Propose(given, edwin)).Value, (await Propose(given, edwin)).Value);
        var row = new ReferenceRow(ReferenceTable.Inclusion, "B0825", "B0570", ReferenceAction.Add, "");

        async Task<string?> Code(ReferenceRow added, Actor? by = null) => (await Add(given, first, by ?? edwin, added))?.Code;

        Assert.Equal("reference.not-a-code", await Code(row with { First = "X" }));
        Assert.Equal("reference.not-a-code", await Code(new ReferenceRow(ReferenceTable.AreaOfWork, "R0001", "", ReferenceAction.Add, "Ward")));
        Assert.Equal("reference.impossible", await Code(row with { Second = "B9999" }));
        Assert.Equal("reference.impossible", await Code(row with { Second = "B0825" }));
        Assert.Equal("reference.impossible", await Code(new ReferenceRow(ReferenceTable.Activity, "B0001", "", ReferenceAction.Add, " ")));
        Assert.Equal("reference.no-longer-applies", await Code(row with { Second = "B0820" }));
        Assert.Equal("reference.no-longer-applies", await Code(new ReferenceRow(ReferenceTable.JobRole, "R7777", "", ReferenceAction.Rename, "Nobody")));
        Assert.Equal("reference.not-yours", await Code(row, patrick));
        Assert.Equal("access.not-allowed", await Code(row, manager));
        Assert.Null(await Code(row));
        Assert.Equal("reference.twice-the-row", await Code(row with { Action = ReferenceAction.Remove }));
        Assert.Null(await Add(given, second, edwin, row));
        Assert.Null((await Publish(given, first, patrick)).Refusal);
        Assert.Equal("reference.no-longer-applies", (await Publish(given, second, patrick)).Refusal?.Code);
        Assert.Equal("reference.not-yours", (await Change(given, second, patrick, row, false))?.Code);
        Assert.Null(await Change(given, second, edwin, row, false));
        Assert.Equal("reference.empty", (await Publish(given, second, patrick)).Refusal?.Code);
        var seen = (await Find(given, second))!.Version;
        Assert.Null((await given.With((WithdrawReference withdraw) => withdraw.ExecuteAsync(new DecideReferenceRequest { VersionId = second, Seen = seen }, patrick, None))).Refusal);
        Assert.Equal("reference.already-decided", (await Add(given, second, edwin, row))?.Code);
        Assert.Equal("reference.why-missing", (await given.With((ProposeReference propose) => propose.ExecuteAsync(new ProposeReferenceRequest { Why = " " }, edwin, None))).Refusal?.Code);
    }

    [Theory]
    [EveryEngine]
    public async Task Nobody_imports_past_a_second_person_and_the_operator_leaves_a_version(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var edwin = await AnAdministrator(given);
        using var folder = new RbacFolder();

        var alone = await given.InDb(db => RbacFolder.ImportAsync(db, folder.Path, edwin, given.Clock));
        var imported = await given.InDb(db => RbacFolder.ImportAsync(db, folder.Path));
        var again = await given.InDb(db => RbacFolder.ImportAsync(db, folder.Path));
        var (versions, total) = await given.With((ReferenceQueries queries) => queries.VersionsAsync(0, 10, None));

        Assert.Equal("reference.two-people", alone.Refusal?.Code);
        Assert.Null(imported.Refusal);
        Assert.Null(again.Refusal);
        Assert.Equal((1, ReferenceVersionState.Published, null), (total, versions[0].State, versions[0].ProposedBy));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => given.InDb(db => db.Database.ExecuteSqlAsync(
            $"update reference_versions set proposed_by = {edwin.ProfileId}, decided_by = {edwin.ProfileId}")));
    }

    private static async Task<Actor> AnAdministrator(Given.Given given, string name = "Edwin Clarke") =>
        await given.Somebody(name, Given.Given.Ra, await given.APosition(Given.Given.Ra, $"RBAC administrator {name}", "R1988"));

    private static Task<Outcome<Guid>> Propose(Given.Given given, Actor actor, string? folder = null) =>
        given.With((ProposeReference propose) => propose.ExecuteAsync(new ProposeReferenceRequest { Why = "Robots dispense now", Directory = folder }, actor, None));

    private static Task<Refusal?> Add(Given.Given given, Guid version, Actor actor, ReferenceRow row) => Change(given, version, actor, row, true);

    private static async Task<Refusal?> Change(Given.Given given, Guid version, Actor actor, ReferenceRow row, bool into) =>
        (await given.With((ChangeProposal change) => change.ExecuteAsync(new ChangeProposalRequest { VersionId = version, Row = row, In = into }, actor, None))).Refusal;

    private static Task<ReferenceVersionView?> Find(Given.Given given, Guid version) => given.With((ReferenceQueries queries) => queries.FindAsync(version, None));

    private static async Task<Outcome<RbacCounts>> Publish(Given.Given given, Guid version, Actor actor)
    {
        var seen = (await Find(given, version))!.Version;
        return await given.With((PublishReference publish) => publish.ExecuteAsync(new DecideReferenceRequest { VersionId = version, Seen = seen }, actor, None));
    }

    private static async Task<IEnumerable<string>> Activities(Given.Given given, Guid position) =>
        (await given.With((PositionQueries queries) => queries.FindAsync(position, None)))!.AccessProfiles[0].Activities.Select(activity => activity.Code.Value);
}
