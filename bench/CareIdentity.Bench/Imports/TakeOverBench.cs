using System.Diagnostics;
using CareIdentity.Access;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.National;
using CareIdentity.Bench.Population;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CareIdentity.TakeOver;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Imports;

/// <summary>
/// People with positions out of a file, checked and with their history, into a PostgreSQL that syncs as in service, every key and index in its place; beside
/// <c>slapadd -q</c>, which checks and syncs as little as it may, with the same people.
/// </summary>
internal sealed class TakeOverBench(BenchScale scale)
{
    public const string Bench = "take-over";

    private static readonly string[] Filled = ["profiles", "profile_names", "duties", "position_assignments", "audit_events", "audit_event_subjects"];

    private string Into => $"{scale.TakenOver:N0} people with positions taken over into an empty register (--alone)";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("cis-bench-people-");
        try
        {
            if (world.DurablePostgresAsync() is not { } beside)
            {
                return [];
            }

            Sample aside;
            await using (var database = await beside)
            {
                await using var services = BenchServices.On(database.Address);
                aside = await ImportAsync(services, await MakeAsync(services, folder, ct), Manner.BesideOthers, ct);
            }

            await using var first = await world.DurablePostgresAsync()!;
            await using var rooms = BenchServices.On(first.Address);
            var file = await MakeAsync(rooms, folder, ct);
            var alone = await ImportAsync(rooms, file, Manner.Alone, ct);
            var copied = await BareCopy.RunAsync(first.Address, [.. Filled.Select(table => (table, (string?)null))], scale.TakenOver, ct);
            var kept = await BareCopy.WithKeysAsync(first.Address, Filled, scale.TakenOver, ct);
            return
            [
                Figure.OfRates(Bench, $"{Into}, PostgreSQL", new Rounds([alone]), BareCopy.Is, new Rounds([copied])),
                Figure.OfRates(Bench, $"{Into}, PostgreSQL", new Rounds([alone]), BareCopy.WithKeysIs, new Rounds([kept])),
                .. await BesideAsync(first, alone, aside, await ImportAsync(rooms, file, Manner.Again, ct), ct),
            ];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<(string Path, int Lines)> MakeAsync(ServiceProvider services, DirectoryInfo folder, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        _ = (await scope.ServiceProvider.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, ct)).Value;
        var path = Path.Combine(folder.FullName, "people.csv");
        return (path, await ActivatorUtilities.CreateInstance<PeopleToTakeOver>(scope.ServiceProvider).MakeAsync(scale.TakenOver, path, ct));
    }

    private async Task<IReadOnlyList<Figure>> BesideAsync(TestDatabase database, Sample alone, Sample aside, Sample again, CancellationToken ct)
    {
        const string Peer = "slapadd -q of the same people";
        await using var directory = await LdapDirectory.StartAsync(database.Address, ct);
        if (directory is null)
        {
            return [];
        }

        var theirs = new Rounds([Sample.Whole(scale.TakenOver, directory.Loading)]);
        var ratio = alone.PerSecond / theirs.PerSecond;
        return
        [
            Figure.OfRates(Bench, $"{Into}, beside a directory", new Rounds([alone]), Peer, theirs) with
            {
                Aim = new Aim($"at least 1.5 × slapadd -q ({ratio:0.00})", ratio >= 1.5),
            },
            Figure.OfRates(Bench, "the same beside a running service, in commits of 2,000 lines", new Rounds([aside]), Peer, theirs),
            Figure.OfRates(Bench, "the same file again, which changes nothing", new Rounds([again]), Peer, theirs),
        ];
    }

    private async Task<Sample> ImportAsync(ServiceProvider services, (string Path, int Lines) file, Manner manner, CancellationToken ct)
    {
        var (path, lines) = file;
        await using var scope = services.CreateAsyncScope();
        await using var content = File.OpenRead(path);
        var bad = new List<BadLine>();
        var request = new ImportPeopleRequest { FileName = "people.csv", Content = content, OnlyCheck = false, Alone = manner is Manner.Alone, Bad = (line, _) => { bad.Add(line); return Task.CompletedTask; } };
        var begun = Stopwatch.GetTimestamp();
        var done = (await scope.ServiceProvider.GetRequiredService<ImportPeople>().ExecuteAsync(request, Actor.Service, null, ct)).Value;
        var sample = Sample.Whole(scale.TakenOver, Stopwatch.GetElapsedTime(begun));
        return bad.Count == 0 && done.Lines == lines && (manner is Manner.Again ? done.Counts.Unchanged == lines : done.Counts.People == scale.TakenOver && done.Counts.Positions == lines)
            ? sample
            : throw new WrongAnswerException($"Of {lines} lines {done.Counts.People} people and {done.Counts.Positions} positions were taken over; {bad.Count} were bad{(bad.Count == 0 ? "" : $": {bad[0]}")}.");
    }

    private enum Manner
    {
        BesideOthers,
        Alone,
        Again,
    }
}
