using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Population;
using CareIdentity.TakeOver;
using CsvHelper;

namespace CareIdentity.Bench.Imports;

/// <summary>A country's organisations with their positions and nobody in them, and the file of those who work there.</summary>
internal sealed class PeopleToTakeOver(CareIdentityDb db, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    private const ulong Seed = 20_260_311;
    private const int OrganisationsAtOnce = 500;

    private readonly HashSet<object> drawn = [];
    private readonly World world = new(Seed, clock.GetUtcNow(), policy, Guid.Empty, 1, new PopulationRows(db, audit));

    /// <summary>How many lines it has: of every sixteenth person two.</summary>
    public async Task<int> MakeAsync(int people, string path, CancellationToken ct)
    {
        await using var file = File.Create(path);
        await using var writer = CsvWriter.Create(file, new CsvWriterOptions(), leaveOpen: true);
        await writer.WriteRecordAsync([.. TakeOverColumns.All.Select(column => column.Name)], ct);
        var (lines, organisations) = (0, 0);
        foreach (var planned in OrganisationPlan.Of(people, Seed))
        {
            var numbers = new SeededNumbers(Seed, (ulong)planned.Number);
            var positions = OrganisationMaker.Make(world, planned, numbers, team: null);
            for (var person = 0; person < planned.People; person++)
            {
                var uuid = world.NextUuid();
                var post = 2 + numbers.Below(positions.Count - 2);
                var details = Once(PersonMaker.Of(numbers, planned.Shape.Posts[post], world.Today));
                foreach (var at in new[] { post, planned.Shape.Posts[^1].Weight > 1 && numbers.OneIn(16) ? positions.Count - 2 : post }.Distinct())
                {
                    await writer.WriteRecordAsync(Line(uuid, details, positions[at], world.Today.AddDays(-numbers.Below(3_000))), ct);
                    lines++;
                }
            }

            if (++organisations % OrganisationsAtOnce == 0)
            {
                await world.Rows.SaveAsync(ct);
            }
        }

        await world.Rows.SaveAsync(ct);
        return lines;
    }

    /// <summary>A number drawn a second time is left out: each is one person's.</summary>
    private PersonalDetails Once(PersonalDetails person) => person with
    {
        NationalInsuranceNumber = person.NationalInsuranceNumber is { } insurance && drawn.Add(insurance) ? insurance : null,
        ProfessionalNumber = person.ProfessionalNumber is { } register && drawn.Add(register) ? register : null,
    };

    private static string[] Line(UserUuid uuid, PersonalDetails person, Position position, DateOnly since) =>
    [
        uuid.Value, person.NationalInsuranceNumber?.Value ?? "", "", person.GivenName, person.MiddleNames ?? "", person.FamilyName, $"{person.DateOfBirth:yyyy-MM-dd}",
        person.Email?.Value ?? "", person.Mobile ?? "", person.ProfessionalNumber?.Value ?? "", position.Organisation.Value, position.Name, "", $"{since:yyyy-MM-dd}", "",
    ];
}
