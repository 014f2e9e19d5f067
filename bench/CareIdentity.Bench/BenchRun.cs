using CareIdentity.Bench.Batches;
using CareIdentity.Bench.Cards;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Imports;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.National;
using CareIdentity.Bench.Pki;
using CareIdentity.Bench.Population;
using CareIdentity.Bench.Reads;
using CareIdentity.Bench.SignIns;
using CareIdentity.Bench.Starts;

namespace CareIdentity.Bench;

/// <summary>Runs what was asked for, one after the other, and says what came out. Nothing of it is left on the machine.</summary>
internal static class BenchRun
{
    /// <summary>Those that want the population of the country: some minutes and tens of GB of disk.</summary>
    private static readonly string[] National = [PagesChart.Bench, "directory", "export", "full-start", TakeOverBench.Bench, BatchBench.National];

    public static readonly IReadOnlyList<string> Names = ["sign-in", "profile", "search", "population", "batch", "import", "start", "ocsp", "certificates", "issuance", "lists", "issue", "apdu", "tlv", .. National];

    public static async Task<int> RunAsync(BenchLine line, CancellationToken ct)
    {
        var scale = line.Quick ? BenchScale.Smoke : BenchScale.Full;
        var machine = Machine.Look(TimeProvider.System);
        try
        {
            await using var world = new BenchWorld(scale, line.Kept);
            var figures = new List<Figure>();
            foreach (var name in Names.Where(name => line.Name is null || name == line.Name || (line.Name == BenchLine.National && National.Contains(name))))
            {
                await Console.Error.WriteLineAsync($"Measuring {name} ...");
                figures.AddRange(await MeasureAsync(name, world, scale, ct));
            }

            var report = new BenchReport(machine, line.Quick, figures);
            await Console.Out.WriteLineAsync(report.ToMarkdown());
            if (line.JsonFile is { } file)
            {
                await File.WriteAllTextAsync(file, report.ToJson(), ct);
                if (PagesChart.Draw(figures, machine.InWords) is { } picture)
                {
                    await File.WriteAllTextAsync(Path.ChangeExtension(file, "svg"), picture, ct);
                }
            }

            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("cis bench: stopped.");
            return 1;
        }
        catch (Exception e) when (e is WrongAnswerException or HttpRequestException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"cis bench: {e.Message}");
            return 1;
        }
    }

    private static Task<IReadOnlyList<Figure>> MeasureAsync(string name, BenchWorld world, BenchScale scale, CancellationToken ct) => name switch
    {
        "sign-in" => new SignInBench(scale).MeasureAsync(world, ct),
        "profile" => new ProfileBench(scale).MeasureAsync(world, ct),
        "search" => new SearchBench(scale).MeasureAsync(world, ct),
        "population" => new PopulationBench(scale).MeasureAsync(world, ct),
        "batch" => new BatchBench(scale).MeasureAsync(world, ct),
        "import" => new ImportBench(scale).MeasureAsync(world, ct),
        "start" => new StartBench(scale).MeasureAsync(world, ct),
        "ocsp" => new OcspBench(scale).MeasureAsync(world, ct),
        "certificates" => new CertificateBench(scale).MeasureAsync(ct),
        "issuance" => new IssuanceBench(scale).MeasureAsync(world, ct),
        "lists" => new RegisterListBench(scale).MeasureAsync(world, ct),
        "issue" => new IssueBench(scale).MeasureAsync(world, ct),
        "apdu" => new ApduBench(scale).MeasureAsync(ct),
        PagesChart.Bench => new PagesBench(scale).MeasureAsync(world, ct),
        "directory" => new DirectoryBench(scale).MeasureAsync(world, ct),
        "export" => new ExportBench(scale).MeasureAsync(world, ct),
        "full-start" => new FullStartBench(scale).MeasureAsync(world, ct),
        BatchBench.National => new BatchBench(scale).MeasureNationalAsync(world, ct),
        TakeOverBench.Bench => new TakeOverBench(scale).MeasureAsync(world, ct),
        "tlv" => new TlvBench(scale).MeasureAsync(ct),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
