using System.Text;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Xunit;
using static CareIdentity.Tests.Organisations.OrganisationImporting;

namespace CareIdentity.Tests.Organisations;

public sealed class WrongOrganisationFileTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> WrongFiles => new()
    {
        { "empty", [] },
        { "only line breaks", "\r\n\r\n"u8.ToArray() },
        { "a table of roles", "code,name\nR5090,Registration Authority Agent\nR5080,Registration Authority Manager\n"u8.ToArray() },
        { "a zip", [0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0] },
        { "binary", [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0] },
        { "UTF-16", Encoding.Unicode.GetBytes(Line()) },
        { "27 columns of something else", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(1, 27).Select(i => $"column {i}"))) },
        { "mostly something else", Encoding.UTF8.GetBytes($"{Line()}\nsome\nother\ntext\n") },
        { "one endless line", Encoding.UTF8.GetBytes(Line() + "\n" + new string('x', 1_000_000)) },
    };

    [Theory, MemberData(nameof(WrongFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_wrong_file_is_refused_and_nothing_is_written(string what, byte[] content)
    {
        var databases = await TestContext.Current.GetFixture<SqliteDatabases>();
        await using var database = await databases!.CreateAsync();
        await using var db = database.CreateContext();

        var outcome = await ImportAsync(db, new MemoryStream(content));

        Assert.True(outcome.Refusal?.Code == "import.not-an-organisation-file", $"{what}: {outcome.Refusal?.Code}");
        Assert.False(await db.Organisations.AnyAsync(Ct));
        Assert.False(await db.AuditEvents.AnyAsync(Ct));
        Assert.False(await db.NameKeys.AnyAsync(Ct));
    }

    [Theory, EveryEngine]
    public async Task The_real_table_of_job_roles_is_refused(EngineUnderTest engine)
    {
        var path = SharedData.Find("rbac/job-roles.csv");
        Assert.SkipWhen(path is null, "The real table of job roles (shared/data/rbac) is not here.");
        await using var database = await engine.CreateDatabaseAsync();
        await using var db = database.CreateContext();
        await using var file = System.IO.File.OpenRead(path);

        var outcome = await ImportAsync(db, file, "job-roles.csv");

        Assert.Equal("import.not-an-organisation-file", outcome.Refusal?.Code);
        Assert.Equal("job-roles.csv is not an organisation file: line 1: it has 2 columns and not 27.", outcome.Refusal?.Message);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("iso-8859-1", false)]
    public async Task Accents_survive_in_the_encodings_that_such_files_have(string encoding, bool byteOrderMark)
    {
        var databases = await TestContext.Current.GetFixture<SqliteDatabases>();
        await using var database = await databases!.CreateAsync();
        await using var db = database.CreateContext();
        byte[] content = [.. byteOrderMark ? (byte[])[0xEF, 0xBB, 0xBF] : [], .. Encoding.GetEncoding(encoding).GetBytes(Line(name: "MEDDYGFA TŶ GWYN", street: "CAFÉ STREET").Replace("Ŷ", encoding == "utf-8" ? "Ŷ" : "Ý", StringComparison.Ordinal))];

        var imported = await ImportAsync(db, new MemoryStream(content));

        Assert.Empty(imported.Value.BadLines);
        var stored = await db.Organisations.SingleAsync(Ct);
        Assert.Equal(encoding == "utf-8" ? "Meddygfa Tŷ Gwyn" : "Meddygfa Tý Gwyn", stored.Name);
        Assert.StartsWith("Café Street", stored.Address, StringComparison.Ordinal);
    }
}
