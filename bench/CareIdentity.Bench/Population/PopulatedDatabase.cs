using System.Data.Common;
using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;
using CareIdentity.Testing.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>
/// A database with so many people in it, each with a position at one of the imported organisations, found by name as real ones are.
/// What depends on their number goes in past the verbs, as fast as the engine takes it.
/// </summary>
internal sealed class PopulatedDatabase : IAsyncDisposable
{
    private const int PositionsEach = 3;

    private static readonly DateTime Registered = new(2025, 1, 6, 9, 0, 0, DateTimeKind.Utc);

    private static readonly (string Name, string JobRole)[] Positions =
        [("Practice nurse", "R8001"), ("Pharmacist", "R1290"), ("Receptionist", "R8009")];

    private readonly TestDatabase database;

    private PopulatedDatabase(TestDatabase database, IReadOnlyList<GeneratedPerson> people)
    {
        this.database = database;
        People = people;
        Services = BenchServices.On(database.Address);
    }

    public IReadOnlyList<GeneratedPerson> People { get; }

    public ServiceProvider Services { get; }

    public DatabaseAddress Address => database.Address;

    public string EngineName => Address.Engine is Engine.Sqlite ? "SQLite" : "PostgreSQL";

    public static async Task<PopulatedDatabase> FillAsync(TestDatabase database, int people)
    {
        var filled = new PopulatedDatabase(database, [.. new People(seed: 20_260_311).Generate(people)]);
        await filled.SetUpAsync();
        await using var connection = await database.OpenAsync();
        await filled.InsertPeopleAsync(connection);
        await filled.InsertPositionsAsync(connection);
        await BulkRows.AnalyseAsync(connection);
        return filled;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await database.DisposeAsync();
    }

    private static string SortName(GeneratedPerson person) => NameText.Joined($"{person.FamilyName} {person.GivenName}");

    private static string[] Words(GeneratedPerson person) =>
        [.. NameText.Words($"{person.GivenName} {person.MiddleNames} {person.FamilyName}").Distinct()];

    /// <summary>The few rows that others refer to, by the service's own verbs.</summary>
    private async Task SetUpAsync()
    {
        await using var scope = Services.CreateAsyncScope();
        var rooms = scope.ServiceProvider;
        using var file = new MemoryStream(OrganisationLines.ToFile(OrganisationLines.Generate(Population.People.Organisations)));
        var imported = (await rooms.GetRequiredService<ImportOrganisations>().ExecuteAsync(
            new ImportOrganisationsRequest { FileName = "generated.csv", Content = file }, Actor.Service, null, CancellationToken.None)).Value;
        if (imported.Added != Population.People.Organisations)
        {
            throw new WrongAnswerException($"Of {Population.People.Organisations} generated organisations {imported.Added} were taken over.");
        }

        _ = (await rooms.GetRequiredService<SetUpReferenceData>().ExecuteAsync(Actor.Service, CancellationToken.None)).Value;
        await rooms.GetRequiredService<KnownNames>().LearnAsync(People.SelectMany(Words), CancellationToken.None);
    }

    private async Task InsertPeopleAsync(DbConnection connection)
    {
        await BulkRows.InsertAsync(
            connection,
            "profiles",
            ["id", "uuid", "kind", "created_at", "registered_at", "version", "state", "given_name", "middle_names", "family_name", "sort_name", "date_of_birth", "verified_at"],
            People.Select(person => new object?[]
            {
                person.Id, person.Uuid.Value, "Person", Registered, OrganisationLines.Code(person.OrganisationNumber), Guid.CreateVersion7(), "Verified",
                person.GivenName, person.MiddleNames, person.FamilyName, SortName(person), person.DateOfBirth, Registered,
            }));
        await BulkRows.InsertAsync(
            connection,
            "profile_names",
            ["word", "sort_name", "profile_id"],
            People.SelectMany(person => Words(person).Select(word => new object?[] { word, SortName(person), person.Id })));
    }

    private async Task InsertPositionsAsync(DbConnection connection)
    {
        var positions = Enumerable.Range(0, Population.People.Organisations * PositionsEach)
            .Select(i => (Id: Guid.CreateVersion7(), Organisation: OrganisationLines.Code(i / PositionsEach), Kind: Positions[i % PositionsEach]))
            .ToList();
        await BulkRows.InsertAsync(
            connection,
            "positions",
            ["id", "organisation", "name", "version", "state", "assignable_by_sponsors", "created_by", "approval_note", "created_at"],
            positions.Select(position => new object?[]
            {
                position.Id, position.Organisation, position.Kind.Name, Guid.CreateVersion7(), "Open", true, People[0].Id, "", Registered,
            }));
        await BulkRows.InsertAsync(
            connection,
            "access_profiles",
            ["id", "position_id", "organisation", "job_role"],
            positions.Select(position => new object?[] { Guid.CreateVersion7(), position.Id, position.Organisation, position.Kind.JobRole }));
        await BulkRows.InsertAsync(
            connection,
            "position_assignments",
            ["id", "profile_id", "position_id", "version", "starts_on", "granted_at"],
            People.Select((person, i) => new object?[]
            {
                Guid.CreateVersion7(), person.Id, positions[(person.OrganisationNumber * PositionsEach) + (i % PositionsEach)].Id,
                Guid.CreateVersion7(), new DateOnly(2025, 1, 6), Registered,
            }));
    }
}
