using System.Diagnostics;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.National;

/// <summary>The service started on the whole population: how long until the first page, and its memory after some hundred pages of all kinds.</summary>
internal sealed class FullStartBench(BenchScale scale)
{
    private const string Bench = "full-start";
    private const double AimSeconds = 2;
    private const double AimMB = 700;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var database = await world.NationalAsync(scale.Populations[^1], ct);
        await (await StartedHost.StartServiceAsync(database.DataDirectory, database.Url)).DisposeAsync(); // The first start makes the training population beside it.
        var (seconds, memory, bare) = (new List<double>(), new List<double>(), new List<(double Seconds, double MB)>());
        for (var i = 0; i < scale.Starts; i++)
        {
            await using (var host = await StartedHost.StartServiceAsync(database.DataDirectory, database.Url))
            {
                using var http = host.Connect();
                seconds.Add(await FirstPageAsync(host, http, "/sign-in", ct));
                memory.Add(await UseAsync(database, host, http, ct));
            }

            await using var other = await StartedHost.StartBareAsync();
            using var plain = other.Connect();
            bare.Add((await FirstPageAsync(other, plain, "/page/10000", ct), other.WorkingSetMB));
        }

        var (start, most) = (Rounds.Median(seconds), Rounds.Median(memory));
        return
        [
            Of($"cold start to first page, {database.People:N0} people", "s", start, Rounds.Median(bare.Select(b => b.Seconds))) with { Aim = new Aim($"at most {AimSeconds} s ({start:0.00} s)", start <= AimSeconds) },
            Of($"memory after {scale.PageReads * 4} pages, {database.People:N0} people", "MB", most, Rounds.Median(bare.Select(b => b.MB))) with { Aim = new Aim($"at most {AimMB} MB ({most:0} MB)", most <= AimMB) },
        ];
    }

    private static Figure Of(string what, string unit, double ours, double bare) =>
        new() { Name = Bench, What = what, Unit = unit, Ours = ours, BaselineIs = "bare Kestrel host", Baseline = bare };

    private static async Task<double> FirstPageAsync(StartedHost host, HttpClient http, string page, CancellationToken ct)
    {
        using var answer = await http.GetAsync(page, ct);
        _ = await answer.Content.ReadAsByteArrayAsync(ct);
        return answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(host.Started).TotalSeconds : throw new WrongAnswerException($"{page} answered {(int)answer.StatusCode}.");
    }

    private async Task<double> UseAsync(NationalDatabase database, StartedHost host, HttpClient http, CancellationToken ct)
    {
        var session = await PlantedSession.PlantAsync(database, "Root RA Manager", "GR00000", ct);
        for (var i = 0; i < scale.PageReads; i++)
        {
            foreach (var page in new[] { "/", "/requests", $"/search?q={(char)('a' + (i % 26))}", "/organisations/GR00001" })
            {
                await session.ReadAsync(http, page, ct);
            }
        }

        return host.WorkingSetMB;
    }
}
