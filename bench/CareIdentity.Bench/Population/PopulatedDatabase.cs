using System.Globalization;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Search;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Population;

/// <summary>A database with so many people in it, registered at organisations that were imported, found by name as real ones are.</summary>
internal static class PopulatedDatabase
{
    private static readonly DateTime Registered = new(2025, 1, 6, 9, 0, 0, DateTimeKind.Utc);

    public static async Task FillAsync(DatabaseAddress address, IServiceProvider services, int people)
    {
        await ImportOrganisationsAsync(services);
        var all = new People(seed: 20_260_311).Generate(people).ToList();
        var names = all.ConvertAll(person => NameText.Words($"{person.GivenName} {person.MiddleNames} {person.FamilyName}").Distinct().ToArray());
        await using (var scope = services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<KnownNames>().LearnAsync(names.SelectMany(words => words), CancellationToken.None);
        }

        await using var connection = await address.OpenAsync(CancellationToken.None);
        await BulkRows.InsertAsync(
            connection,
            "profiles",
            ["id", "uuid", "kind", "created_at", "registered_at", "version", "state", "given_name", "middle_names", "family_name", "sort_name", "date_of_birth", "verified_at"],
            all.Select(person => new object?[]
            {
                person.Id, person.Uuid.Value, "Person", Registered, Code(person.OrganisationNumber), Guid.CreateVersion7(), "Verified",
                person.GivenName, person.MiddleNames, person.FamilyName, SortName(person), person.DateOfBirth, Registered,
            }));
        await BulkRows.InsertAsync(
            connection,
            "profile_names",
            ["word", "sort_name", "profile_id"],
            all.SelectMany((person, i) => names[i].Select(word => new object?[] { word, SortName(person), person.Id })));
        await BulkRows.AnalyseAsync(connection);
    }

    private static string SortName(GeneratedPerson person) => NameText.Joined($"{person.FamilyName} {person.GivenName}");

    private static string Code(int number) => string.Create(CultureInfo.InvariantCulture, $"Z{number:D5}");

    private static async Task ImportOrganisationsAsync(IServiceProvider services)
    {
        var numbers = new SeededNumbers(7);
        var lines = Enumerable.Range(0, People.Organisations).Select(i =>
            $"\"{Code(i)}\",\"{numbers.Of(PeopleNames.RareFamilies).ToUpperInvariant()} {(i % 2 == 0 ? "SURGERY" : "PHARMACY")}\",\"Y58\",\"Q99\",\"{i} HIGH STREET\",\"TOWN\",\"\",\"\",\"\",\"DT1 1AA\",\"19740401\",\"\",\"A\",\"B\",\"11J\",\"\",\"\",\"\",\"\",\"\",\"\",\"0\",\"\",\"\",\"\",\"4\",\"\"");
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await using var scope = services.CreateAsyncScope();
        var imported = await scope.ServiceProvider.GetRequiredService<ImportOrganisations>().ExecuteAsync(
            new ImportOrganisationsRequest { FileName = "generated.csv", Content = file }, Actor.Service, null, CancellationToken.None);
        _ = imported.Value;
    }
}
