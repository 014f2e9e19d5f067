using CareIdentity.Access;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Population;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>A database with a generated population in it, and some of its people to look for.</summary>
internal sealed class PopulatedDatabase : IAsyncDisposable
{
    /// <summary>Those whom the benches read.</summary>
    private const int Chosen = 20_000;

    private readonly TestDatabase database;

    private PopulatedDatabase(TestDatabase database)
    {
        this.database = database;
        Services = BenchServices.On(database.Address);
    }

    /// <summary>Verified people who hold something, as they stand in the database.</summary>
    public IReadOnlyList<GeneratedPerson> People { get; private set; } = [];

    public ServiceProvider Services { get; }

    public DatabaseAddress Address => database.Address;

    public string EngineName => Address.Engine is Engine.Sqlite ? "SQLite" : "PostgreSQL";

    public static async Task<PopulatedDatabase> FillAsync(TestDatabase database, int people)
    {
        var filled = new PopulatedDatabase(database);
        await using var scope = filled.Services.CreateAsyncScope();
        await GenerateAsync(scope.ServiceProvider, people);
        filled.People = await ReadAsync(scope.ServiceProvider.GetRequiredService<CareIdentityDb>());
        return filled;
    }

    /// <summary>Into a database that has the schema and nothing else.</summary>
    public static async Task GenerateAsync(IServiceProvider rooms, int people)
    {
        _ = (await ActivatorUtilities.CreateInstance<SetUpTrainingAuthorities>(rooms).ExecuteAsync(Actor.Service, CancellationToken.None)).Value;
        _ = (await rooms.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, CancellationToken.None)).Value;
        var made = (await rooms.GetRequiredService<GeneratePopulation>().ExecuteAsync(
            new GeneratePopulationRequest { People = people, Seed = 20_260_311 }, Actor.Service, null, CancellationToken.None)).Value;
        if (made.People != people)
        {
            throw new WrongAnswerException($"Of {people} people {made.People} were generated.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task<IReadOnlyList<GeneratedPerson>> ReadAsync(CareIdentityDb db)
    {
        var read = await db.Profiles.AsNoTracking()
            .Where(p => p.State == ProfileState.Verified && db.PositionAssignments.Any(a => a.ProfileId == p.Id && a.RemovedAt == null))
            .OrderBy(p => p.Uuid)
            .Take(Chosen)
            .Select(p => new { p.Id, p.Uuid, p.GivenName, p.FamilyName })
            .ToListAsync();
        return [.. read.Select((p, i) => new GeneratedPerson(p.Id, p.Uuid, p.GivenName, p.FamilyName, i))];
    }
}
