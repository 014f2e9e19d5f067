using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Access;

public sealed class ImportRolesTests : IDisposable
{
    private readonly RbacFolder folder = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory, EveryEngine]
    public async Task The_tables_are_taken_over_with_the_local_activities(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var imported = (await RbacFolder.ImportAsync(db, folder.Path)).Value;

        Assert.Equal(new TableCounts(2, 0, 0, 0), imported.Counts.JobRoles);
        Assert.Equal(new TableCounts(5, 0, 0, 0), imported.Counts.Activities);
        Assert.Equal(new TableCounts(1, 0, 0, 0), imported.Counts.Inclusions);
        Assert.Equal(new TableCounts(2, 0, 0, 0), imported.Counts.Baseline);
        var reference = await ReferenceAsync(db);
        Assert.Equal(
            ["B0820 Included by B0825", "B0825 Baseline", "X0001 Added"],
            reference.Of(RCode.Parse("R8000"), [BCode.AdvancedRaAgent]).Select(InWords));
        Assert.Equal("RA Agent (Advanced)", reference.ActivityName(BCode.AdvancedRaAgent));
        Assert.Equal("B0055", reference.ActivityName(BCode.Parse("B0055")));
    }

    [Theory, EveryEngine]
    public async Task A_repeated_import_changes_nothing(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await RbacFolder.ImportAsync(db, folder.Path);

        var again = (await RbacFolder.ImportAsync(db, folder.Path)).Value;

        Assert.Equal(new TableCounts(0, 0, 0, 2), again.Counts.JobRoles);
        Assert.Equal(new TableCounts(0, 0, 0, 5), again.Counts.Activities);
        Assert.Equal(new TableCounts(0, 0, 0, 1), again.Counts.Inclusions);
        Assert.Equal(new TableCounts(0, 0, 0, 2), again.Counts.Baseline);
        Assert.Equal(2, await db.AuditEvents.CountAsync(e => e.Type == nameof(RolesImported), Ct));
    }

    [Theory, EveryEngine]
    public async Task A_newer_set_closes_what_it_no_longer_has_and_every_cache_reads_again(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await RbacFolder.ImportAsync(db, folder.Path);
        var cache = new RbacReferenceCache();
        var source = new RbacReferenceSource(db, cache);
        var before = await source.GetAsync(Ct);
        folder.Write("job-roles.csv", "code,name", "R8000,Clinical Practitioner Access Role", "R8003,Health Professional");
        folder.Write("activity-inclusions.csv", "activity,includes", "B0055,B0820");
        folder.Write("baseline-policy.csv", "job_role,activity", "R8000,B0825");

        var newer = (await RbacFolder.ImportAsync(db, folder.Path)).Value;

        Assert.Equal(new TableCounts(1, 1, 1, 0), newer.Counts.JobRoles);
        Assert.Equal(new TableCounts(1, 0, 1, 0), newer.Counts.Inclusions);
        Assert.Equal(new TableCounts(0, 0, 1, 1), newer.Counts.Baseline);
        Assert.True((await db.JobRoles.AsNoTracking().SingleAsync(r => r.Code == RCode.Parse("R8001"), Ct)).Closed);
        Assert.Equal(2, before.Of(RCode.Parse("R8000"), []).Count);
        Assert.Equal(["B0825 Baseline"], (await source.GetAsync(Ct)).Of(RCode.Parse("R8000"), []).Select(InWords));
        var detail = await db.AuditEvents.Where(e => e.Type == nameof(ReferenceRowsChanged) && e.Detail.Contains("[\"R8001 B0820\"]")).Select(e => e.Detail).SingleAsync(Ct);
        Assert.Equal("""{"table":"baseline","added":[],"changed":[],"removed":["R8001 B0820"]}""", detail);
    }

    [Theory, EveryEngine]
    public async Task A_closed_role_that_comes_back_is_open_again(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await RbacFolder.ImportAsync(db, folder.Path);
        folder.Write("job-roles.csv", "code,name", "R8000,Clinical Practitioner");
        folder.Write("baseline-policy.csv", "job_role,activity");
        await RbacFolder.ImportAsync(db, folder.Path);
        folder.Write("job-roles.csv", "code,name", "R8000,Clinical Practitioner", "R8001,Nurse");

        var back = (await RbacFolder.ImportAsync(db, folder.Path)).Value;

        Assert.Equal(new TableCounts(0, 1, 0, 1), back.Counts.JobRoles);
        Assert.False(await db.JobRoles.AnyAsync(r => r.Closed, Ct));
    }

    [Theory, EveryEngine]
    public async Task Bad_lines_are_told_and_nothing_is_taken_away_for_them(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await RbacFolder.ImportAsync(db, folder.Path);
        folder.Write("job-roles.csv", "code,name", "R8000,Clinical Practitioner", "R80O1,Nurse", "R8000,Twice", "R8009,", "R8010,Clerical,Access");
        folder.Write("activity-inclusions.csv", "activity,includes", "B0825,B0820", "B0825,B9999", "B0820,B0820", "B0825,B0820");
        folder.Write("baseline-policy.csv", "job_role,activity", "R8000,B0825", "R8001,B0820", "R8000,B0055");

        var imported = (await RbacFolder.ImportAsync(db, folder.Path)).Value;

        Assert.Equal(
            [
                new BadLine("job-roles.csv", 3, "'R80O1' is not the code of a job role"),
                new BadLine("job-roles.csv", 4, "R8000 is already on line 2"),
                new BadLine("job-roles.csv", 5, "R8009 has no name"),
                new BadLine("job-roles.csv", 6, "it has 3 columns and not 2"),
                new BadLine("activity-inclusions.csv", 3, "B9999 is not in activities.csv"),
                new BadLine("activity-inclusions.csv", 4, "B0820 includes itself"),
                new BadLine("activity-inclusions.csv", 5, "it says the same as line 2"),
                new BadLine("baseline-policy.csv", 3, "R8001 is not in job-roles.csv"),
            ],
            imported.BadLines);
        Assert.False(await db.JobRoles.AnyAsync(r => r.Closed, Ct));
        Assert.Equal(
            ["R8000 B0055", "R8000 B0825", "R8001 B0820"],
            (await db.BaselineActivities.AsNoTracking().ToListAsync(Ct)).Select(b => $"{b.JobRole} {b.Activity}").Order(StringComparer.Ordinal));
    }

    [Theory, EveryEngine]
    public async Task A_folder_without_a_table_or_with_another_one_is_refused_and_nothing_is_written(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        folder.Delete("baseline-policy.csv");
        await AssertRefusedAsync(db, "baseline-policy.csv is missing.");
        folder.Write("baseline-policy.csv", "activity,includes", "B0825,B0820");
        await AssertRefusedAsync(db, "baseline-policy.csv does not begin with its header, job_role,activity.");
        folder.Write("baseline-policy.csv", "");
        await AssertRefusedAsync(db, "baseline-policy.csv does not begin with its header, job_role,activity.");
        folder.Write("baseline-policy.csv", "job_role,activity");
        folder.Write("job-roles.csv", "code,name");
        await AssertRefusedAsync(db, "job-roles.csv has no row that can be read.");
        folder.Write("job-roles.csv", new string('x', 200_000));
        await AssertRefusedAsync(db, "job-roles.csv does not begin with its header, code,name.");
    }

    [Theory, EveryEngine]
    public async Task Two_imports_at_once_leave_one_whole_set(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var one = database.CreateContext();
        await using var other = database.CreateContext();
        await RbacFolder.ImportAsync(one, folder.Path);
        _ = await other.ReferenceSets.SingleAsync(Ct);
        await RbacFolder.ImportAsync(one, folder.Path);

        var late = await RbacFolder.ImportAsync(other, folder.Path);

        Assert.Equal("import.another-change", late.Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Only_the_service_and_a_national_RBAC_administrator_may(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var refused = await RbacFolder.ImportAsync(db, folder.Path, new Actor { ProfileId = Guid.CreateVersion7(), Name = "Asha Patel" });

        Assert.Equal("access.no-role", refused.Refusal?.Code);
        Assert.False(await db.JobRoles.AnyAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task The_built_in_set_is_there_to_begin_with_and_never_over_an_import(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        var setUp = new SetUpReferenceData(db, new AuditTrail(db, new ManualClock()), new ManualClock());

        Assert.Null((await setUp.ExecuteAsync(Actor.Service, Ct)).Refusal);
        var roles = await db.JobRoles.CountAsync(Ct);
        Assert.Equal(["B0401 Baseline", "B0820 Baseline"], (await ReferenceAsync(db)).Of(RCode.Parse("R1290"), []).Select(InWords));
        await RbacFolder.ImportAsync(db, folder.Path);
        await setUp.ExecuteAsync(Actor.Service, Ct);

        Assert.Equal(roles, await db.JobRoles.CountAsync(Ct));
        Assert.Equal(["B0820 Baseline"], (await ReferenceAsync(db)).Of(RCode.Parse("R8001"), []).Select(InWords));
    }

    private static string InWords(EffectiveActivity activity) =>
        activity.IncludedBy is null ? $"{activity.Code} {activity.Source}" : $"{activity.Code} {activity.Source} by {activity.IncludedBy}";

    private static Task<RbacReference> ReferenceAsync(CareIdentityDb db) => new RbacReferenceSource(db, new RbacReferenceCache()).GetAsync(Ct);

    private async Task AssertRefusedAsync(CareIdentityDb db, string reason)
    {
        var outcome = await RbacFolder.ImportAsync(db, folder.Path);

        Assert.Equal("import.not-a-roles-directory", outcome.Refusal?.Code);
        Assert.EndsWith(reason, outcome.Refusal?.Message, StringComparison.Ordinal);
        Assert.False(await db.JobRoles.AnyAsync(Ct));
        Assert.False(await db.AuditEvents.AnyAsync(Ct));
    }
}
