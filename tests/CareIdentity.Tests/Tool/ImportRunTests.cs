using CareIdentity.Data;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Access;
using CareIdentity.Tests.Organisations;
using CareIdentity.Tool.CommandLine;
using CareIdentity.Tool.Import;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace CareIdentity.Tests.Tool;

public sealed class ImportRunTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-import-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Theory, EveryEngine]
    public async Task A_file_is_imported_and_its_bad_lines_written_down(EngineUnderTest engine)
    {
        await using var database = await engine.CreateEmptyDatabaseAsync();
        var (file, report) = (PathOf("epraccur.csv"), PathOf("bad.csv"));
        await File.WriteAllLinesAsync(file, [OrganisationImporting.Line(), OrganisationImporting.Line("Y00002", name: "MILL PRACTICE"), OrganisationImporting.Line("=1+1")], Ct);

        var code = await new ImportRun(database.Address, folder.FullName, report).OrganisationsAsync(file, null, Ct);

        Assert.Equal(0, code);
        await using var db = database.CreateContext();
        Assert.Equal(2, await db.Organisations.CountAsync(Ct));
        Assert.Equal("file,line,reason\r\nepraccur.csv,3,the code '=1+1' is not an ODS code\r\n", await File.ReadAllTextAsync(report, Ct));
    }

    [Theory, EveryEngine]
    public async Task People_are_checked_then_imported_and_every_error_is_in_the_report_with_its_column_and_code(EngineUnderTest engine)
    {
        await using var database = await engine.CreateDatabaseAsync();
        await using (var db = database.CreateContext())
        {
            await OrganisationImporting.ImportAsync(db, OrganisationImporting.File(OrganisationImporting.Line()));
        }

        var (file, report) = (PathOf("people.csv"), PathOf("bad.csv"));
        await File.WriteAllLinesAsync(
            file,
            ["uuid,given_name,family_name,date_of_birth,organisation", "555000000010,Asha,Patel,1988-02-10,Y00001", "555000000028,Ben,Otieno,soon,Y00009", "555000000036,Cara,Lim,,Y00009"],
            Ct);
        var run = new ImportRun(database.Address, folder.FullName, report);

        Assert.Equal((0, 0), (await run.PeopleAsync(file, onlyCheck: true, alone: false, Ct), await PeopleAsync(database)));
        Assert.Equal((0, 1), (await run.PeopleAsync(file, onlyCheck: false, alone: false, Ct), await PeopleAsync(database)));
        Assert.Equal((0, 1), (await run.PeopleAsync(file, onlyCheck: false, alone: true, Ct), await PeopleAsync(database)));

        var lines = await File.ReadAllLinesAsync(report, Ct);
        Assert.Equal("file,line,column,code,reason", lines[0]);
        Assert.StartsWith("people.csv,3,date_of_birth,batch.cell-unreadable,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("people.csv,4,organisation,organisation.not-found,", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_data_directory_is_made_for_its_owner_alone()
    {
        using var tables = new RbacFolder();
        var data = PathOf("data");

        var code = await new ImportRun(DatabaseAddress.Choose(null, data), data, null).RolesAsync(tables.Path, Ct);

        Assert.Equal(0, code);
        Assert.True(File.Exists(Path.Combine(data, "care-identity.db")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        }
    }

    [Fact]
    public async Task What_is_refused_fails_with_the_reason()
    {
        var run = new ImportRun(DatabaseAddress.Choose(null, folder.FullName), folder.FullName, null);
        await File.WriteAllTextAsync(PathOf("roles.csv"), "code,name\nR8000,Clinical Practitioner\n", Ct);

        Assert.Contains("there is no file", await FailureAsync(() => run.OrganisationsAsync(PathOf("nowhere.csv"), null, Ct)), StringComparison.Ordinal);
        Assert.Contains("is a folder", await FailureAsync(() => run.OrganisationsAsync(folder.FullName, null, Ct)), StringComparison.Ordinal);
        Assert.Contains("there is no folder", await FailureAsync(() => run.RolesAsync(PathOf("nowhere"), Ct)), StringComparison.Ordinal);
        Assert.Contains("import.not-an-organisation-file", await FailureAsync(() => run.OrganisationsAsync(PathOf("roles.csv"), null, Ct)), StringComparison.Ordinal);
        Assert.Contains("activities.csv is missing", await FailureAsync(() => run.RolesAsync(WithOneTable(), Ct)), StringComparison.Ordinal);
    }

    private static async Task<int> PeopleAsync(TestDatabase database)
    {
        await using var db = database.CreateContext();
        return await db.Profiles.CountAsync(Ct);
    }

    private static async Task<string> FailureAsync(Func<Task<int>> run) => (await Assert.ThrowsAsync<ToolFailure>(run)).Message;

    private string WithOneTable()
    {
        File.Copy(PathOf("roles.csv"), PathOf("job-roles.csv"));
        return folder.FullName;
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
