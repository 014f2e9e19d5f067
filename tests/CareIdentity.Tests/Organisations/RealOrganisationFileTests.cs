using System.Diagnostics;
using CareIdentity.Organisations;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Organisations;

public sealed class RealOrganisationFileTests
{
    [Theory, EveryEngine]
    public async Task All_practices_of_the_real_file_are_taken_over_once(EngineUnderTest engine)
    {
        var path = SharedData.Find("ods/epraccur.csv");
        Assert.SkipWhen(path is null, "The real practice file (shared/data/ods/epraccur.csv) is not here.");
        await using var database = await engine.CreateDatabaseAsync();

        var first = Stopwatch.GetTimestamp();
        var imported = await ImportAsync(database, path);
        TestContext.Current.SendDiagnosticMessage($"{engine}: {Stopwatch.GetElapsedTime(first)}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine}: {Stopwatch.GetElapsedTime(first)}");
        first = Stopwatch.GetTimestamp();
        var again = await ImportAsync(database, path);
        TestContext.Current.TestOutputHelper?.WriteLine($"{engine} again: {Stopwatch.GetElapsedTime(first)}");

        Assert.Empty(imported.BadLines);
        Assert.Equal((14_303, 14_303, 0, 0, 0), (imported.Lines, imported.Added, imported.Changed, imported.Closed, imported.Unchanged));
        Assert.Equal((14_303, 0, 0, 0, 14_303), (again.Lines, again.Added, again.Changed, again.Closed, again.Unchanged));

        // Counted in the file itself: A, C, D, P in column 13, 4 in column 26.
        await using var db = database.CreateContext();
        Assert.Equal(11_482, await db.Organisations.CountAsync(o => o.Status == OrganisationStatus.Active));
        Assert.Equal(2_427, await db.Organisations.CountAsync(o => o.Status == OrganisationStatus.Closed));
        Assert.Equal(389, await db.Organisations.CountAsync(o => o.Status == OrganisationStatus.Dormant));
        Assert.Equal(5, await db.Organisations.CountAsync(o => o.Status == OrganisationStatus.Proposed));
        Assert.Equal(8_201, await db.Organisations.CountAsync(o => o.Kind == OrganisationKind.GpPractice));
        Assert.Equal(14_303, await db.OrganisationAncestors.CountAsync());
    }

    private static async Task<ImportedOrganisations> ImportAsync(TestDatabase database, string path)
    {
        await using var db = database.CreateContext();
        await using var file = File.OpenRead(path);
        return (await OrganisationImporting.ImportAsync(db, file, Path.GetFileName(path))).Value;
    }
}
