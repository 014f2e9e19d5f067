using System.Diagnostics;
using System.Globalization;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Bench.Population;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Search;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench;

/// <summary>How long the first page of a search takes among 100,000 people, on each engine. The aim is below 50 ms.</summary>
internal sealed class SearchBench(int people, int rounds)
{
    private const int Page = 20;

    private static readonly (string Kind, string[] Typed)[] Searches =
    [
        ("whole name, rare", ["asha unnikrishnan", "niamh odalaigh", "malgorzata wisniewska", "rizalyn villanueva"]),
        ("whole name, frequent", ["sarah smith", "mohammed khan", "asha patel", "david jones"]),
        ("one word, rare", ["ashthwaite", "villanueva", "unnikrishnan", "rutherwick"]),
        ("one word, frequent", ["smith", "sarah", "mohammed", "patel"]),
        ("beginning", ["thornt", "unnik", "blackw", "wisn"]),
        ("beginning, two letters", ["sa", "mo", "wh", "pa"]),
        ("one letter", ["s", "a", "m", "h"]),
        ("beginnings of two words", ["sar smi", "moh kh", "a pat", "d jon"]),
        ("slip in a frequent name", ["smtih", "pattel", "mohamed khna", "sarha jones"]),
        ("slip in a rare name", ["unikrishnan", "vilanueva", "ashtwaite", "krishnamurti"]),
        ("nobody", ["zzzzzz", "qwertz", "xxxyyy smith", "sarah zzzz"]),
        ("beginning of a UUID", ["1234", "2500", "31999", "400"]),
    ];

    public static async Task<int> RunAsync(int people, int rounds)
    {
        var bench = new SearchBench(people, rounds);
        using (var files = new SqliteDatabases())
        {
            await using var database = await files.CreateAsync();
            await bench.MeasureAsync(database);
        }

        if (PostgresInstallation.ReasonToSkip() is { } reason)
        {
            await Console.Out.WriteLineAsync($"PostgreSQL: {reason}");
            return 0;
        }

        await using var cluster = new PostgresCluster();
        await using var postgres = await cluster.CreateAsync();
        await bench.MeasureAsync(postgres);
        return 0;
    }

    private async Task MeasureAsync(TestDatabase database)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new RaPolicy())
            .AddDatabase(database.Address)
            .AddAudit().AddSearch().AddOrganisations().AddPeople().AddAccess()
            .BuildServiceProvider();
        var started = Stopwatch.GetTimestamp();
        await PopulatedDatabase.FillAsync(database.Address, services, people);
        await SayAsync($"\n{database.Engine}: {people:N0} people, filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:N1} s; milliseconds to the first {Page}");
        await SayAsync($"{"search",-26}{"p50",8}{"p99",8}{"found",8}");
        foreach (var (kind, typed) in Searches)
        {
            await MeasureAsync(services, kind, typed);
        }
    }

    private async Task MeasureAsync(ServiceProvider services, string kind, string[] typed)
    {
        var times = new List<double>(rounds * typed.Length);
        var found = 0;
        for (var round = -5; round < rounds; round++)
        {
            foreach (var text in typed)
            {
                // A scope of its own, as each request has it.
                await using var scope = services.CreateAsyncScope();
                var queries = scope.ServiceProvider.GetRequiredService<ProfileQueries>();
                var begun = Stopwatch.GetTimestamp();
                var rows = await queries.SearchAsync(text, Page, CancellationToken.None);
                if (round >= 0)
                {
                    times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                    found += rows.Count;
                }
            }
        }

        times.Sort();
        await SayAsync($"{kind,-26}{times[times.Count / 2],8:N1}{times[(int)(times.Count * 0.99)],8:N1}{found / rounds,8}");
    }

    private static Task SayAsync(FormattableString line) => Console.Out.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
}
