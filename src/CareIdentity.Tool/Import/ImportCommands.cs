using System.CommandLine;
using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Import;

/// <summary><c>cis import</c> and what it takes.</summary>
internal static class ImportCommands
{
    private static readonly string[] Kinds = [.. Enum.GetNames<OrganisationFileKind>().Select(name => name.ToLowerInvariant())];

    public static Command Create(Surroundings surroundings) =>
        new("import") { CreateOrganisations(surroundings), CreateRoles(surroundings), CreateRestrictions(surroundings), CreateStaffRecord(surroundings), CreatePeople(surroundings) };

    private static Command CreateOrganisations(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var file = new Argument<string>("FILE");
        var kind = CreateKind();
        var report = new Option<string?>("--report");
        var organisations = new Command("organisations") { file, kind, place.Data, place.Database, report };
        organisations.SetAction((line, ct) =>
            Run(place, line, report).OrganisationsAsync(Path.GetFullPath(line.GetRequiredValue(file)), line.GetValue(kind), ct));
        return organisations;
    }

    private static Command CreateRoles(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var folder = new Argument<string>("DIR");
        var report = new Option<string?>("--report");
        var roles = new Command("roles") { folder, place.Data, place.Database, report };
        roles.SetAction((line, ct) => Run(place, line, report).RolesAsync(Path.GetFullPath(line.GetRequiredValue(folder)), ct));
        return roles;
    }

    private static Command CreateRestrictions(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var file = new Argument<string>("FILE");
        var restrictions = new Command("restrictions") { file, place.Data, place.Database };
        restrictions.SetAction((line, ct) => Run(place, line, null).RestrictionsAsync(Path.GetFullPath(line.GetRequiredValue(file)), ct));
        return restrictions;
    }

    private static Command CreateStaffRecord(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var file = new Argument<string>("FILE");
        var check = new Option<bool>("--check");
        var report = new Option<string?>("--report");
        var record = new Command("staff-record") { file, check, place.Data, place.Database, report };
        record.SetAction((line, ct) => Run(place, line, report).StaffRecordAsync(Path.GetFullPath(line.GetRequiredValue(file)), line.GetValue(check), ct));
        return record;
    }

    private static Command CreatePeople(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var file = new Argument<string>("FILE");
        var check = new Option<bool>("--check");
        var report = new Option<string?>("--report");
        var alone = new Option<bool>("--alone");
        var people = new Command("people") { file, check, alone, place.Data, place.Database, report };
        people.SetAction((line, ct) => Run(place, line, report).PeopleAsync(Path.GetFullPath(line.GetRequiredValue(file)), line.GetValue(check), line.GetValue(alone), ct));
        return people;
    }

    private static ImportRun Run(PlaceOptions place, ParseResult line, Option<string?>? report) => new(
        DatabaseAddress.Choose(place.DatabaseUrl(line), place.DataDirectory(line)),
        place.DataDirectory(line),
        (report is null ? null : line.GetValue(report)) is { } path ? Path.GetFullPath(path) : null);

    private static Option<OrganisationFileKind?> CreateKind() => new("--kind")
    {
        CustomParser = result =>
        {
            var word = result.Tokens[0].Value;
            if (Kinds.Contains(word))
            {
                return Enum.Parse<OrganisationFileKind>(word, ignoreCase: true);
            }

            result.AddError($"--kind wants one of {string.Join(", ", Kinds)}, not '{word}'. The nearest is '{NearestWord.Of(word, Kinds)}'.");
            return null;
        },
    };
}
