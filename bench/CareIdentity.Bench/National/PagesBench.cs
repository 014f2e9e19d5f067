using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Bench.National;

/// <summary>The pages that people open all day, over HTTP, as an RA Agent, as a sponsor and in the national office, among ever more people. The aim is that nobody notices how many.</summary>
internal sealed class PagesBench(BenchScale scale)
{
    private const int AimMilliseconds = 100;

    /// <summary>Who asks: where they stand, and what the others whom they look at are below.</summary>
    private static readonly (string Who, string Position, string Organisations)[] Readers =
    [
        ("RA Agent", "RA Agent", "GR00001"),
        ("sponsor", "Practice manager and sponsor", "GP"),
        ("national RA", "Root RA Manager", "GR00000"),
    ];

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = new List<Figure>();
        var smallest = new Dictionary<string, Rounds>();
        foreach (var people in scale.Populations)
        {
            var database = await world.NationalAsync(people, ct);
            await using var host = await StartedHost.StartServiceAsync(database.DataDirectory, database.Url);
            using var http = host.Connect();
            foreach (var (who, position, organisations) in Readers)
            {
                var session = await PlantedSession.PlantAsync(database, position, organisations, ct);
                var pages = await PagesAsync(database, session.Organisation, ct);
                var all = await Rounds.AlternateAsync(scale.Rounds, [.. pages.Select(page => Reading(session, http, page.What, page.Paths, ct))], ct);
                for (var i = 0; i < pages.Count; i++)
                {
                    var what = $"{pages[i].What}, {who}";
                    smallest.TryAdd(what, all[i]);
                    figures.Add(FigureOf(what, people, all[i], smallest[what]));
                }
            }
        }

        return figures;
    }

    private Figure FigureOf(string what, int people, Rounds rounds, Rounds smallest) => new()
    {
        Name = PagesChart.Bench,
        What = $"{what}, {people:N0} people",
        Unit = "ms",
        Ours = rounds.Median50 ?? 0,
        BaselineIs = $"among {scale.Populations[0]:N0}",
        Baseline = smallest.Median50 ?? 0,
        MillisecondsP50 = rounds.Median50,
        MillisecondsP99 = rounds.Highest99,
        Aim = new Aim($"p99 at most {AimMilliseconds} ms ({rounds.Highest99:0.#} ms)", rounds.Highest99 <= AimMilliseconds),
    };

    private Workload Reading(PlantedSession session, HttpClient http, string what, IReadOnlyList<string> paths, CancellationToken ct) =>
        new(what, _ => Load.RunAsync(1, scale.PageReads, (_, i) => session.ReadAsync(http, paths[i % paths.Count], ct)));

    /// <summary>Other people and other organisations below the reader's at each read.</summary>
    private static Task<IReadOnlyList<(string What, IReadOnlyList<string> Paths)>> PagesAsync(NationalDatabase database, OdsCode reader, CancellationToken ct) => database.UseAsync(async (CareIdentityDb db) =>
    {
        var below = await db.OrganisationAncestors.AsNoTracking().Where(a => a.Ancestor == reader)
            .Join(db.Organisations.Where(o => o.Status == OrganisationStatus.Active), a => a.Organisation, o => o.Code, (a, o) => o.Code)
            .OrderBy(code => code).Take(20_000).ToListAsync(ct);
        List<OdsCode> organisations = [.. below.Where((_, i) => i % Math.Max(1, below.Count / 200) == 0)];
        var people = await db.Positions.AsNoTracking().Where(p => organisations.Contains(p.Organisation))
            .Join(db.PositionAssignments.Where(a => a.RemovedAt == null), p => p.Id, a => a.PositionId, (p, a) => a.ProfileId)
            .Join(db.Profiles, id => id, p => p.Id, (id, p) => p.Uuid)
            .OrderBy(uuid => uuid).Take(500).ToListAsync(ct);
        return (IReadOnlyList<(string, IReadOnlyList<string>)>)
        [
            ("Home", ["/"]),
            ("work-list", ["/requests"]),
            ("profile", [.. people.Distinct().Select(uuid => $"/people/{uuid}")]),
            ("organisation", [.. organisations.Select(code => $"/organisations/{code}")]),
        ];
    });
}
