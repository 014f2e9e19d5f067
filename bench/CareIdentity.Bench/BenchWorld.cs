using System.Diagnostics;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.National;
using CareIdentity.Bench.Population;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Bench;

/// <summary>What several benches share, made when the first one asks: databases full of people, a training service's data directory.</summary>
internal sealed class BenchWorld : IAsyncDisposable
{
    private readonly SqliteDatabases files = new();
    private readonly PostgresCluster? cluster = PostgresInstallation.ReasonToSkip() is null ? new PostgresCluster() : null;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("cis-bench-");
    private readonly DirectoryInfo copies = Directory.CreateTempSubdirectory("cis-bench-copies-");
    private readonly int largest;
    private readonly Lazy<Task<IReadOnlyList<PopulatedDatabase>>> populated;
    private readonly Lazy<Task<string>> training;
    private readonly (string Url, string DataDirectory)? kept;
    private readonly PostgresCluster asInService = PostgresCluster.AsInService();
    private readonly Dictionary<int, NationalDatabase> nations = [];

    /// <param name="scale">How much of everything.</param>
    /// <param name="kept">A database with a population from before, and the data directory that belongs to it: stands for the largest.</param>
    public BenchWorld(BenchScale scale, (string Url, string DataDirectory)? kept = null)
    {
        (this.kept, largest) = (kept, scale.Populations[^1]);
        populated = new Lazy<Task<IReadOnlyList<PopulatedDatabase>>>(() => PopulateAsync(scale.People));
        training = new Lazy<Task<string>>(MakeTrainingAsync);
    }

    /// <summary>One on each engine that this machine has.</summary>
    public Task<IReadOnlyList<PopulatedDatabase>> PopulatedAsync() => populated.Value;

    /// <summary>The data directory of a training service that has been started once; nobody uses it now.</summary>
    public Task<string> TrainingDirectoryAsync() => training.Value;

    /// <summary>Each engine that this machine has, with a way to a fresh database that has the schema and nothing else.</summary>
    public IReadOnlyList<Func<Task<TestDatabase>>> Engines => cluster is null ? [files.CreateAsync] : [files.CreateAsync, cluster.CreateAsync];

    /// <summary>A fresh PostgreSQL database with the schema; null where this machine has none.</summary>
    public Task<TestDatabase>? PostgresAsync() => cluster?.CreateAsync();

    /// <summary>One that syncs at each commit, as in service: where a commit is what is measured.</summary>
    public Task<TestDatabase>? DurablePostgresAsync() => cluster is null ? null : asInService.CreateAsync();

    /// <summary>A copy of the training service's data directory, to be changed at will; gone with the world.</summary>
    public async Task<string> TrainingCopyAsync(string name)
    {
        var (from, to) = (await TrainingDirectoryAsync(), Path.Combine(copies.FullName, name));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return to;
    }

    /// <summary>So many people on a PostgreSQL that syncs, as in service; made once.</summary>
    public async Task<NationalDatabase> NationalAsync(int people, CancellationToken ct)
    {
        if (!nations.TryGetValue(people, out var database))
        {
            database = kept is var (url, directory) && people == largest ? await NationalDatabase.KeptAsync(url, directory, ct) : await NationalDatabase.MakeAsync(asInService, people, ct);
            nations.Add(people, database);
        }

        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var national in nations.Values)
        {
            await national.DisposeAsync();
        }

        await asInService.DisposeAsync();
        if (populated.IsValueCreated && populated.Value.IsCompletedSuccessfully)
        {
            foreach (var database in await populated.Value)
            {
                await database.DisposeAsync();
            }
        }

        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        files.Dispose();
        directory.Delete(recursive: true);
        copies.Delete(recursive: true);
    }

    private async Task<IReadOnlyList<PopulatedDatabase>> PopulateAsync(int people)
    {
        var all = new List<PopulatedDatabase>();
        foreach (var create in Engines)
        {
            var begun = Stopwatch.GetTimestamp();
            var filled = await PopulatedDatabase.FillAsync(await create(), people);
            await Console.Error.WriteLineAsync($"{people:N0} people in {filled.EngineName}, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:N1} s.");
            all.Add(filled);
        }

        return all;
    }

    private async Task<string> MakeTrainingAsync()
    {
        await using var first = await StartedHost.StartServiceAsync(directory.FullName);
        return directory.FullName;
    }
}
