using System.Diagnostics;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.Starts;

/// <summary>From nothing to the first page in somebody's hands, and the memory that the process then has: the built service, started again on its data directory.</summary>
internal sealed class StartBench(BenchScale scale)
{
    private const double AimSeconds = 2;
    private const double AimMB = 250;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var directory = await world.TrainingDirectoryAsync();
        List<(double Seconds, double MB)> ours = [];
        List<(double Seconds, double MB)> bare = [];
        for (var i = 0; i < scale.Starts; i++)
        {
            ours.Add(await StartAsync(() => StartedHost.StartServiceAsync(directory), "/sign-in", "Sign in with your smartcard", ct));
            bare.Add(await StartAsync(StartedHost.StartBareAsync, "/page/10000", BareHost.Marker, ct));
        }

        return [Of("s", "cold start to first page", ours, bare, start => start.Seconds, AimSeconds), Of("MB", "memory after the first page (working set)", ours, bare, start => start.MB, AimMB)];
    }

    private static Figure Of(
        string unit, string what, List<(double Seconds, double MB)> ours, List<(double Seconds, double MB)> bare, Func<(double Seconds, double MB), double> of, double aim)
    {
        var median = Rounds.Median(ours.Select(of));
        return new Figure
        {
            Name = "start",
            What = what,
            Unit = unit,
            Ours = median,
            BaselineIs = "bare Kestrel host",
            Baseline = Rounds.Median(bare.Select(of)),
            Aim = new Aim($"at most {aim} {unit} ({median:0.##} {unit})", median <= aim),
        };
    }

    private static async Task<(double Seconds, double MB)> StartAsync(Func<Task<StartedHost>> startAsync, string page, string marker, CancellationToken ct)
    {
        await using var host = await startAsync();
        using var http = host.Connect();
        using var answer = await http.GetAsync(page, ct);
        var body = await answer.Content.ReadAsStringAsync(ct);
        var seconds = Stopwatch.GetElapsedTime(host.Started).TotalSeconds;
        return answer.IsSuccessStatusCode && body.Contains(marker, StringComparison.Ordinal)
            ? (seconds, host.WorkingSetMB)
            : throw new WrongAnswerException($"{page} answered {(int)answer.StatusCode}.");
    }
}
