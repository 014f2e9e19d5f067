using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Organisations.OrganisationImporting;

namespace CareIdentity.Tests.Organisations;

public sealed class ImportOrganisationsTests
{
    private static readonly OdsCode Orchard = OdsCode.Parse("Y00001");
    private static readonly OdsCode Mill = OdsCode.Parse("Y00002");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EveryEngine]
    public async Task A_new_practice_is_described_as_people_write_it_and_can_be_found(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var imported = await ImportAsync(db, File(Line(postcode: "dt11aa")));

        Assert.Equal((1, 0, 0, 0), Counts(imported.Value));
        var queries = new OrganisationQueries(db, new KnownNames(db));
        var practice = await queries.FindAsync(Orchard, Ct);
        Assert.Equal(
            new OrganisationView(
                Orchard, "The Orchard Surgery", OrganisationKind.GpPractice, OrganisationStatus.Active, "Mill Lane\nDorchester\nDorset", "DT1 1AA", "01305 000001",
                new DateOnly(1974, 4, 1), null, null, null),
            practice);
        Assert.Equal(Orchard, Assert.Single(await queries.SearchAsync("orchrad", 10, Ct)).Code);
        Assert.True(await new OrganisationTree(db).IsWithinAsync(Orchard, Orchard, Ct));
    }

    [Theory, EveryEngine]
    public async Task A_repeated_import_changes_nothing_and_says_so(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        string[] lines = [Line(), Line("Y00002", "MILL PRACTICE")];
        await ImportAsync(db, File(lines));
        var before = await db.AuditEvents.CountAsync(Ct);

        var again = await ImportAsync(db, File(lines));

        Assert.Equal((0, 0, 0, 2), Counts(again.Value));
        Assert.Equal(before + 1, await db.AuditEvents.CountAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task A_newer_file_says_what_was_added_changed_and_closed(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await ImportAsync(db, File(Line(), Line("Y00002", "MILL PRACTICE"), Line("Y00003", "WEST STREET SURGERY")));

        var newer = await ImportAsync(db, File(
            Line(name: "THE PEAR TREE SURGERY"),
            Line("Y00002", "MILL PRACTICE", closed: "20260228", status: "C"),
            Line("Y00003", "WEST STREET SURGERY"),
            Line("Y00004", "NEW STREET SURGERY")));

        Assert.Equal((1, 1, 1, 1), Counts(newer.Value));
        var queries = new OrganisationQueries(db, new KnownNames(db));
        Assert.Equal(Orchard, Assert.Single(await queries.SearchAsync("pear tree", 10, Ct)).Code);
        Assert.Empty(await queries.SearchAsync("orchard", 10, Ct));
        Assert.Equal(OrganisationStatus.Closed, (await queries.FindAsync(Mill, Ct))!.Status);
        Assert.Contains("The Pear Tree Surgery (Y00001) changed, by epraccur.csv: name.", await SentencesAsync(db));
        Assert.Contains("Mill Practice (Y00002) closed, by epraccur.csv.", await SentencesAsync(db));
    }

    [Theory, EveryEngine]
    public async Task What_was_set_up_here_outlives_the_file(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await ImportAsync(db, File(Line("RZ1", "DORSET TRUST", status: ""), Line("RZ2", "OTHER TRUST", status: "")), "etr.csv");
        var trust = await db.Organisations.SingleAsync(o => o.Code == OdsCode.Parse("RZ1"), Ct);
        trust.Describe(trust.DescribedAs with { Kind = OrganisationKind.RegistrationAuthority });
        trust.ReachedBy("Registration Authority", "ra@example.nhs.uk", null);
        var other = await db.Organisations.SingleAsync(o => o.Code == OdsCode.Parse("RZ2"), Ct);
        await using (var change = await new OrganisationTree(db).LockAsync(Ct))
        {
            await new OrganisationTree(db).PlaceAsync(other, trust.Code, Ct);
            await SaveBySetUpAsync(db);
            await change.CommitAsync(Ct);
        }

        await ImportAsync(db, File(Line("RZ1", "DORSET COUNTY TRUST", status: ""), Line("RZ2", "ANOTHER TRUST", status: "")), "etr.csv");

        db.ChangeTracker.Clear();
        trust = await db.Organisations.SingleAsync(o => o.Code == trust.Code, Ct);
        Assert.Equal(("Dorset County Trust", OrganisationKind.RegistrationAuthority, "Registration Authority"), (trust.Name, trust.Kind, trust.ContactName));
        Assert.True(await new OrganisationTree(db).IsWithinAsync(other.Code, trust.Code, Ct));
        Assert.Equal(trust.Code, (await db.Organisations.SingleAsync(o => o.Code == other.Code, Ct)).RaParent);
    }

    [Theory, EveryEngine]
    public async Task Bad_lines_are_told_by_number_and_stop_nothing_else(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        var imported = await ImportAsync(db, File(
            Line(),
            Line("Y-1"),
            Line("Y00003", status: "X"),
            "",
            Line("Y00004", opened: "1974-04-01"),
            "\"Y00005\",\"half a line\"",
            Line("Y00006", name: "AFTER A LOST \"QUOTE"),
            Line(),
            Line("Y00007", opened: "20200101", closed: "20190101", status: "C"),
            Line("Y00008", name: new string('A', 201)),
            Line("Y00009"),
            Line("Y00010"),
            Line("Y00011"),
            Line("Y00012"),
            Line("Y00013"),
            Line("Y00014"),
            Line("Y00015")));

        Assert.Equal((8, 0, 0, 0), Counts(imported.Value));
        Assert.Equal(
            [
                new BadLine("epraccur.csv", 2, "the code 'Y-1' is not an ODS code"),
                new BadLine("epraccur.csv", 3, "the status 'X' is none of A, C, D, P"),
                new BadLine("epraccur.csv", 5, "the opening date '1974-04-01' is not a date (year, month, day: 20260331)"),
                new BadLine("epraccur.csv", 6, "it has 2 columns and not 27"),
                new BadLine("epraccur.csv", 7, "a quotation mark is in the wrong place"),
                new BadLine("epraccur.csv", 8, "Y00001 is already on line 1"),
                new BadLine("epraccur.csv", 9, "it closed on 20190101, before it opened on 20200101"),
                new BadLine("epraccur.csv", 10, "the name is longer than 200 characters"),
            ],
            imported.Value.BadLines);
    }

    [Theory, EveryEngine]
    public async Task After_a_break_a_repeated_import_takes_over_the_rest(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        var lines = Enumerable.Range(0, 1200).Select(i => Line($"Y{i:D5}", $"SURGERY NUMBER {i}")).ToArray();
        await using (var broken = database.CreateContext())
        {
            var afterFirst = new Callback(progress => throw new IOException($"Power gone after {progress.Done} lines."));
            await Assert.ThrowsAsync<IOException>(() => ImportAsync(broken, File(lines), progress: afterFirst));
        }

        await using var db = database.CreateContext();
        Assert.Equal(500, await db.Organisations.CountAsync(Ct));
        Assert.Equal(500, await db.AuditEventSubjects.CountAsync(Ct));
        var rest = await ImportAsync(db, File(lines));

        Assert.Equal((700, 0, 0, 500), Counts(rest.Value));
        Assert.Equal(1200, await db.OrganisationAncestors.CountAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task Only_the_service_and_a_Root_RA_Manager_may(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        var nobody = new Actor { ProfileId = Guid.CreateVersion7(), Name = "Asha Patel" };

        var refused = await ImportAsync(db, File(Line()), actor: nobody);

        Assert.Equal("access.no-role", refused.Refusal?.Code);
        Assert.False(await db.Organisations.AnyAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task The_kind_is_the_setting_s_the_file_name_s_or_the_one_named(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();

        await ImportAsync(db, File(Line("Y00001"), Line("Y00002", setting: "9")), "mine.csv");
        await ImportAsync(db, File(Line("FA001", setting: ""), Line("FFFFF", setting: "")), "edispensary.csv");
        await ImportAsync(db, File(Line("RZ1", setting: "")), "mine.csv", OrganisationFileKind.Trusts);
        var unknown = await ImportAsync(db, File(Line("Z0001", setting: "")), "mine.csv");

        Assert.Equal("import.kind-unknown", unknown.Refusal?.Code);
        Assert.Equal(
            "FA001 Pharmacy, FFFFF NationalLocumPharmacy, RZ1 Trust, Y00001 GpPractice, Y00002 Other",
            string.Join(", ", (await db.Organisations.AsNoTracking().ToListAsync(Ct)).OrderBy(o => o.Code.Value, StringComparer.Ordinal).Select(o => $"{o.Code} {o.Kind}")));
    }

    [Theory, EveryEngine]
    public async Task Progress_counts_lines_to_the_last(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        var told = new List<ImportProgress>();
        string[] lines = [.. Enumerable.Range(0, 600).Select(i => Line($"Y{i:D5}", $"SURGERY {i}")), "bad"];

        await ImportAsync(db, File(lines), progress: new Callback(told.Add));

        Assert.Equal([new ImportProgress(500, 601), new ImportProgress(601, 601)], told);
    }

    private static (int Added, int Changed, int Closed, int Unchanged) Counts(ImportedOrganisations imported) =>
        (imported.Added, imported.Changed, imported.Closed, imported.Unchanged);

    private static Task<List<string>> SentencesAsync(CareIdentityDb db) => db.AuditEvents.Select(e => e.InWords).ToListAsync(Ct);

    private static async Task SaveBySetUpAsync(CareIdentityDb db)
    {
        var audit = new CareIdentity.Audit.AuditTrail(db, new ManualClock());
        audit.Record(Actor.Service, Reason.None, new OrganisationSetUp { Code = OdsCode.Parse("RZ1"), Name = "Dorset Trust" });
        Assert.Null(await db.SaveAsync(Ct));
    }

    private sealed class Callback(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
