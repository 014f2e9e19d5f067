using System.Diagnostics;
using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Bench.Population;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Pki.Keys;
using CareIdentity.Population;
using CareIdentity.Reports;
using CareIdentity.Requests;
using CareIdentity.Search;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Staff;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.National;

/// <summary>
/// A population on PostgreSQL as a service would have it, fsync on, with the data directory whose keys belong to it: so that the built service can be started on both.
/// Or one that was kept from an earlier run.
/// </summary>
internal sealed class NationalDatabase : IAsyncDisposable
{
    private readonly TestDatabase? made;
    private readonly DirectoryInfo? directory;

    private NationalDatabase(TestDatabase? made, DirectoryInfo? directory, string url, string dataDirectory, int people)
    {
        (this.made, this.directory, Url, DataDirectory, People) = (made, directory, url, dataDirectory, people);
        Address = DatabaseUrl.TryParse(url, out var read, out var problem) ? DatabaseAddress.At(read) : throw new WrongAnswerException(problem);
        Services = TrainingRooms.On(dataDirectory, Address).AddReports().AddPopulation().AddLogging().BuildServiceProvider();
    }

    public string Url { get; }

    public DatabaseAddress Address { get; }

    public string DataDirectory { get; }

    public int People { get; }

    /// <summary>All rooms, in this process.</summary>
    public ServiceProvider Services { get; }

    public static async Task<NationalDatabase> MakeAsync(PostgresCluster cluster, int people, CancellationToken ct)
    {
        var database = await cluster.CreateAsync();
        var directory = Directory.CreateTempSubdirectory("cis-bench-national-");
        _ = TrainingPassphrase.ReadOrMake(directory.FullName);
        Directory.CreateDirectory(Path.Combine(directory.FullName, "keys"));
        var national = new NationalDatabase(database, directory, database.Url!, directory.FullName, people);
        var begun = Stopwatch.GetTimestamp();
        await using (var scope = national.Services.CreateAsyncScope())
        {
            await PopulatedDatabase.GenerateAsync(scope.ServiceProvider, people);
        }

        // What autovacuum does within some minutes: a service is not measured in the first of them.
        await national.ExecuteAsync("vacuum analyze", ct);
        await Console.Error.WriteLineAsync($"{people:N0} people in PostgreSQL, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} s.");
        return national;
    }

    public static async Task<NationalDatabase> KeptAsync(string url, string dataDirectory, CancellationToken ct)
    {
        await using var probe = new NationalDatabase(null, null, url, dataDirectory, 0);
        await using var scope = probe.Services.CreateAsyncScope();
        var people = await scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Profiles.CountAsync(ct);
        return new NationalDatabase(null, null, url, dataDirectory, people);
    }

    public async Task ExecuteAsync(string sql, CancellationToken ct)
    {
        await using var connection = await Address.OpenAsync(ct);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Words of the benches.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<T> UseAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>So many verified people spread over the whole population: by UUIDs, which say nothing of when somebody came.</summary>
    public async Task<IReadOnlyList<GeneratedPerson>> SomePeopleAsync(int count, CancellationToken ct) => await UseAsync(async (CareIdentityDb db) =>
    {
        var every = Math.Max(1, People / count);
        var rows = await db.Profiles.AsNoTracking().Where(p => p.State == ProfileState.Verified)
            .OrderBy(p => p.Uuid).Select(p => new { p.Id, p.Uuid, p.GivenName, p.FamilyName }).ToListAsync(ct);
        return (IReadOnlyList<GeneratedPerson>)[.. rows.Where((_, i) => i % every == 0).Take(count).Select((p, i) => new GeneratedPerson(p.Id, p.Uuid, p.GivenName, p.FamilyName, i))];
    });

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (made is not null)
        {
            await made.DisposeAsync();
        }

        directory?.Delete(recursive: true);
    }
}
