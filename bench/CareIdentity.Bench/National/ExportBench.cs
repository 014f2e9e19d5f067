using System.Diagnostics;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Bench.National;

/// <summary>Everybody in the country with access, with their roles, as a file from the portal, beside <c>psql</c> copying the same rows in the same order.</summary>
internal sealed class ExportBench(BenchScale scale)
{
    private const string Bench = "export";
    private const string Root = "GR00000";

    /// <summary>What <c>ExportAccess</c> reads, in one statement.</summary>
    private const string Same = """
        \copy (select x.organisation, o.name, p.uuid, p.given_name || ' ' || p.family_name, p.professional_number, q.name, x.job_role, r.name, a.starts_on, a.expires_on
        from organisation_ancestors t
        join access_profiles x on x.organisation = t.organisation
        join positions q on q.id = x.position_id and q.state = 'Open'
        join position_assignments a on a.position_id = q.id and a.removed_at is null and a.starts_on <= current_date and (a.expires_on is null or a.expires_on >= current_date)
        join profiles p on p.id = a.profile_id and p.state = 'Verified'
        join organisations o on o.code = x.organisation
        join job_roles r on r.code = x.job_role
        where t.ancestor = 'GR00000'
        order by x.organisation, p.sort_name, a.id) to '/dev/null' (format csv)
        """;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var database = await world.NationalAsync(scale.Populations[^1], ct);
        await using var host = await StartedHost.StartServiceAsync(database.DataDirectory, database.Url);
        using var http = host.Connect();
        http.Timeout = Timeout.InfiniteTimeSpan;
        var session = await PlantedSession.PlantAsync(database, "Root RA Manager", Root, ct);
        await session.ReadAsync(http, $"/organisations/{Root}", ct);
        var (ours, peer) = (new List<Exported>(), new List<TimeSpan>());
        for (var i = 0; i < scale.ExportRounds; i++)
        {
            ours.Add(await ExportAsync(host, http, session, ct));
            peer.Add(await CopyAsync(database, ct));
        }

        var (seconds, copied) = (Rounds.Median(ours.Select(o => o.Elapsed.TotalSeconds)), Rounds.Median(peer.Select(p => p.TotalSeconds)));
        var (first, more) = (Rounds.Median(ours.Select(o => o.FirstRow.TotalMilliseconds)), ours.Max(o => o.MoreMB));
        var rows = $"{ours[0].Rows:N0} rows of access from the portal";
        return
        [
            new Figure
            {
                Name = Bench,
                What = rows,
                Unit = "s",
                Ours = seconds,
                BaselineIs = "psql \\copy of the same",
                Baseline = copied,
                Aim = new Aim($"at most 1.5 × psql ({seconds / copied:0.00})", seconds <= 1.5 * copied),
            },
            new Figure
            {
                Name = Bench,
                What = $"{rows}: until the first of them",
                Unit = "ms",
                Ours = first,
                BaselineIs = "the whole file",
                Baseline = seconds * 1000,
                Aim = new Aim($"at most 300 ms ({first:0} ms)", first <= 300),
            },
            new Figure
            {
                Name = Bench,
                What = $"{rows}: memory more than before",
                Unit = "MB",
                Ours = more,
                BaselineIs = "the service before",
                Baseline = ours[0].BeforeMB,
                Aim = new Aim($"at most 100 MB ({more:0} MB)", more <= 100),
            },
        ];
    }

    private static async Task<Exported> ExportAsync(StartedHost host, HttpClient http, PlantedSession session, CancellationToken ct)
    {
        var (before, most, rows, first) = (host.WorkingSetMB, 0.0, -1L, TimeSpan.Zero);
        var begun = Stopwatch.GetTimestamp();
        using var request = session.Get($"/organisations/{Root}/people?handler=Export");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        if (!answer.IsSuccessStatusCode)
        {
            throw new WrongAnswerException($"The export answered {(int)answer.StatusCode}.");
        }

        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        var buffer = new byte[256 * 1024];
        for (var (read, reads) = (await body.ReadAsync(buffer, ct), 0); read > 0; read = await body.ReadAsync(buffer, ct), reads++)
        {
            rows += buffer.AsSpan(0, read).Count((byte)'\n');
            if (rows > 0 && first == TimeSpan.Zero)
            {
                first = Stopwatch.GetElapsedTime(begun);
            }

            most = reads % 100 == 0 ? Math.Max(most, host.WorkingSetMB) : most;
        }

        return new Exported(rows, Stopwatch.GetElapsedTime(begun), first, before, Math.Max(0, Math.Max(most, host.WorkingSetMB) - before));
    }

    private static async Task<TimeSpan> CopyAsync(NationalDatabase database, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var psql = Path.Combine(PostgresInstallation.FindPrograms()!, "psql");
        return await Pki.PeerServer.RunAsync("/", psql, ct, database.Url, "-q", "-v", "ON_ERROR_STOP=1", "-c", Same.ReplaceLineEndings(" ")) is 0
            ? Stopwatch.GetElapsedTime(begun)
            : throw new WrongAnswerException("psql did not copy the rows.");
    }

    private sealed record Exported(long Rows, TimeSpan Elapsed, TimeSpan FirstRow, double BeforeMB, double MoreMB);
}
