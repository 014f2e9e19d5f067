using System.Globalization;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Testing;

/// <summary>
/// <c>./cis test</c>, once everything is built. Guarantees: every layer runs, also after one that failed; the last line counts
/// them all; the exit code is 0 only if nothing failed and something ran. A layer that hangs is ended after <see cref="TestLayer.Minutes"/> and
/// counts as a failure, with the tests that were running then named by the runner.
/// </summary>
internal sealed class TestRun(Surroundings surroundings, bool fast, string? filter)
{
    /// <summary>Seconds after which the runner names a test that is still running.</summary>
    private const string Long = "180";

    private readonly List<string> failures = [];

    public async Task<int> RunAsync(CancellationToken ct)
    {
        if (!fast)
        {
            await TestPrograms.InstallAsync(ct);
        }

        var sum = filter is null ? await CheckFormAsync(ct) : default;
        foreach (var layer in TestLayer.All(fast))
        {
            sum += await RunAsync(layer, ct);
        }

        if (sum.All == 0)
        {
            await Console.Error.WriteLineAsync(filter is null ? "cis test: there are no tests." : $"cis test: no test has '{filter}' in its name.");
        }

        foreach (var failure in failures)
        {
            await Console.Out.WriteLineAsync($"FAILED {failure}");
        }

        await Console.Out.WriteLineAsync($"Tests: {sum}");
        return sum is { Failed: 0, All: > 0 } ? 0 : 1;
    }

    private static async Task<Tally> Announce(string what, Func<Task<Tally>> work)
    {
        await Console.Out.WriteLineAsync($"\n== {what}");
        var started = TimeProvider.System.GetTimestamp();
        var tally = await work();
        var took = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"== {what}: {tally} in {took:F1} s"));
        return tally;
    }

    /// <summary>Spaces and line ends; style and analysis have already been errors of the build.</summary>
    private Task<Tally> CheckFormAsync(CancellationToken ct) => Announce("Form of the source", async () =>
    {
        var code = await ChildProgram.RunAsync("dotnet", ["format", "whitespace", surroundings.Root, "--folder", "--verify-no-changes", "--exclude", "artifacts"], ct);
        if (code != 0)
        {
            await Console.Error.WriteLineAsync("The source is not in the house's form. Put it right:  ./cis format");
        }

        return code == 0 ? new Tally(1, 0, 0) : Tally.OneFailure;
    });

    private Task<Tally> RunAsync(TestLayer layer, CancellationToken ct) => Announce(layer.Name, async () =>
    {
        var report = Path.Combine(surroundings.Artifacts, "tests", $"{layer.Name.Replace(' ', '-').ToLowerInvariant()}.xml");
        Directory.CreateDirectory(Path.GetDirectoryName(report)!);
        File.Delete(report);

        // A name is a sentence with underscores; whoever quotes it with spaces means the same test.
        string[] chosen = filter is null ? [] : ["-method", $"*{filter.Replace(' ', '_')}*"];
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limited.CancelAfter(TimeSpan.FromMinutes(layer.Minutes));
        try
        {
            var code = await ChildProgram.RunAsync(
                "dotnet",
                [
                    ChildProgram.Built(surroundings.Root, $"tests/{layer.Project}", layer.Project), "-noLogo", "-noColor", "-quiet", "-diagnostics", "-longRunning", Long, "-printMaxStringLength", "0",
                    .. layer.Selection, .. chosen, "-xml", report,
                ],
                limited.Token,
                new Dictionary<string, string>
                {
                    [fast ? "CIS_WITHOUT_POSTGRES" : "CIS_REQUIRE_POSTGRES"] = "1",
                    [fast ? "CIS_WITHOUT_PCSCD" : "CIS_REQUIRE_PCSCD"] = "1",

                    // Dozens of services that live for seconds: to watch their own branches for a better compilation later is lost on them, and
                    // so is that compilation, but of what runs hundreds of times (hexadecimal, as the runtime reads it).
                    ["DOTNET_TieredPGO"] = "0",
                    ["DOTNET_TC_CallCountThreshold"] = "200",

                    // Two databases, a browser and the tests share the cores: a thread that has nothing to do leaves them to the others.
                    ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0",
                });
            foreach (var size in TestReport.Sizes(report))
            {
                await Console.Out.WriteLineAsync("   " + size);
            }

            failures.AddRange(TestReport.Failures(report));
            return TestReport.Read(report, code);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"cis test: {layer.Name} did not end within {layer.Minutes} minutes and was ended.");
            return Tally.OneFailure;
        }
    });
}
