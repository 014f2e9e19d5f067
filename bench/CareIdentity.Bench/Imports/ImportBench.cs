using System.Diagnostics;
using System.Text;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Testing;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Imports;

/// <summary>The organisation import into an empty register: generated lines, and the real practice file where it lies beside the repository.</summary>
internal sealed class ImportBench(BenchScale scale)
{
    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        List<(string What, string FileName, byte[] Content)> inputs =
            [($"organisations of a generated file of {scale.OrganisationLines:N0} lines", "generated.csv", OrganisationLines.ToFile(OrganisationLines.Generate(scale.OrganisationLines)))];
        if (scale.RealFiles && SharedData.Find("ods/epraccur.csv") is { } real)
        {
            inputs.Add(("practices of the real epraccur.csv", "epraccur.csv", await File.ReadAllBytesAsync(real, ct)));
        }

        var figures = new List<Figure>();
        foreach (var create in world.Engines)
        {
            foreach (var (what, fileName, content) in inputs)
            {
                figures.Add(await MeasureAsync(create, what, fileName, content, ct));
            }
        }

        return figures;
    }

    private async Task<Figure> MeasureAsync(Func<Task<TestDatabase>> create, string what, string fileName, byte[] content, CancellationToken ct)
    {
        var engine = "";
        var lines = Read(content);
        var rounds = await Rounds.AlternateAsync(
            scale.ImportRounds,
            [
                new Workload("import", async _ =>
                {
                    await using var database = await create();
                    engine = database.Engine is Engine.Sqlite ? "SQLite" : "PostgreSQL";
                    return await ImportAsync(database, fileName, content, lines.Count, ct);
                }),
                new Workload(BareInsert.Is, async _ =>
                {
                    await using var database = await create();
                    await using var connection = await database.OpenAsync();
                    return await BareInsert.RunAsync(connection, lines, ct);
                }),
            ],
            ct);
        return Figure.OfRates("import", $"{what}, {engine}", rounds[0], BareInsert.Is, rounds[1]);
    }

    private static async Task<Sample> ImportAsync(TestDatabase database, string fileName, byte[] content, int lines, CancellationToken ct)
    {
        await using var services = BenchServices.On(database.Address);
        await using var scope = services.CreateAsyncScope();
        using var file = new MemoryStream(content, writable: false);
        var import = scope.ServiceProvider.GetRequiredService<ImportOrganisations>();
        var begun = Stopwatch.GetTimestamp();
        var done = (await import.ExecuteAsync(new ImportOrganisationsRequest { FileName = fileName, Content = file }, Actor.Service, null, ct)).Value;
        var sample = Sample.Whole(lines, Stopwatch.GetElapsedTime(begun));
        return done.Lines == lines && done.Added + done.BadLines.Count == lines && done.BadLines.Count < lines / 100
            ? sample
            : throw new WrongAnswerException($"Of {lines} lines of {fileName} {done.Added} were added and {done.BadLines.Count} were bad.");
    }

    /// <summary>In these files every field has its quotation marks and none has one within; this is no reader of CSV.</summary>
    private static List<string[]> Read(byte[] content) =>
        [.. Encoding.UTF8.GetString(content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line[1..^1].Split("\",\""))];
}
