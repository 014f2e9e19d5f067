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

        var full = await world.TrainingCopyAsync("start");
        await Pki.ManyCertificates.AddAsync(full, scale.CertificatesAtStart, ct);
        List<(double Seconds, double MB)> withMany = [];
        for (var i = 0; i < scale.Starts; i++)
        {
            withMany.Add(await StartAsync(() => StartedHost.StartServiceAsync(full), "/sign-in", "Sign in with your smartcard", ct));
        }

        return [.. Cold(ours, bare), .. Full(withMany, ours)];
    }

    private IEnumerable<Figure> Full(List<(double Seconds, double MB)> many, List<(double Seconds, double MB)> few)
    {
        var (with, without) = (Rounds.Median(many.Select(start => start.Seconds)), Rounds.Median(few.Select(start => start.Seconds)));
        var memory = Rounds.Median(many.Select(start => start.MB));
        var what = $"with {scale.CertificatesAtStart:N0} certificates on file";
        yield return Of("s", $"cold start {what}", many, few, start => start.Seconds, 0) with
        {
            BaselineIs = "the start with few",
            Aim = new Aim("at most 2 s more than with few", with - without <= 2),
        };
        yield return Of("MB", $"memory after the first page {what}", many, few, start => start.MB, 0) with
        {
            BaselineIs = "the start with few",
            Aim = new Aim("at most 700 MB", memory <= 700),
        };
    }

    private static Figure[] Cold(List<(double Seconds, double MB)> ours, List<(double Seconds, double MB)> bare)
    {
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
