using System.CommandLine;
using System.CommandLine.Parsing;
using CareIdentity.Data;
using CareIdentity.Pki.Issuing;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary><c>cis pki</c>: the way from nothing to a live certificate authority (docs/pki-ceremony.md), and what it certifies besides cards.</summary>
internal static class PkiCommands
{
    public static Command Create(Surroundings surroundings) => new("pki")
    {
        CreateRequest(surroundings),
        CreateCeremony(),
        CreateSession(),
        CreateAdopt(surroundings),
        ServiceCertificateCommands.CreateCertify(surroundings),
        ServiceCertificateCommands.CreateRevoke(surroundings),
        ServiceCertificateCommands.CreateList(surroundings),
    };

    private static Command CreateRequest(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var (name, output) = (Required("--name"), Required("--out"));
        var request = new Command("request") { name, output, place.Data };
        request.SetAction((line, ct) => RequestRun.RunAsync(place.DataDirectory(line), surroundings, line.GetRequiredValue(name), Path.GetFullPath(line.GetRequiredValue(output)), ct));
        return request;
    }

    private static Command CreateCeremony()
    {
        var (file, output, organisation, origin, arc) = (Required("--request"), Required("--out"), Required("--organisation"), Required("--origin"), Required("--arc"));
        var (unit, people) = (new Option<string?>("--unit"), new Option<string?>("--people"));
        var (shares, needed) = (new Option<int>("--shares") { DefaultValueFactory = _ => 5 }, new Option<int>("--needed") { DefaultValueFactory = _ => 3 });
        var (training, dryRun) = (new Option<bool>("--training"), new Option<bool>("--dry-run"));
        var ceremony = new Command("ceremony") { file, output, organisation, unit, origin, arc, shares, needed, people, training, dryRun };
        ceremony.SetAction((line, ct) =>
        {
            var plan = new PlanFile
            {
                Realm = line.GetValue(training) ? CareIdentity.Pki.Profiles.Realm.Training : CareIdentity.Pki.Profiles.Realm.Live,
                Organisation = line.GetRequiredValue(organisation),
                Unit = line.GetValue(unit),
                Origin = line.GetRequiredValue(origin),
                Arc = line.GetRequiredValue(arc),
                Root = $"{(line.GetValue(training) ? "training" : "live")}-root-{TimeProvider.System.GetUtcNow():yyyyMM}",
                Needed = line.GetValue(needed),
                Shares = line.GetValue(shares),
                People = [.. (line.GetValue(people) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            };
            return new CeremonyRun(TimeProvider.System, Console.Out).HoldAsync(
                plan, Path.GetFullPath(line.GetRequiredValue(file)), Path.GetFullPath(line.GetRequiredValue(output)), line.GetValue(dryRun), ct);
        });
        return ceremony;
    }

    private static Command CreateSession()
    {
        var (root, output) = (Required("--root"), Required("--out"));
        var file = new Option<string?>("--request");
        var revoke = new Option<SerialNumber?>("--revoke") { CustomParser = result => Serial(result, "--revoke") };
        var session = new Command("session") { root, output, file, revoke };
        session.SetAction((line, ct) => new SessionRun(TimeProvider.System, Console.In, Console.Out).RunAsync(
            Path.GetFullPath(line.GetRequiredValue(root)),
            Path.GetFullPath(line.GetRequiredValue(output)),
            line.GetValue(file) is { } path ? Path.GetFullPath(path) : null,
            line.GetValue(revoke),
            ct));
        return session;
    }

    private static Command CreateAdopt(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var from = Required("--from");
        var adopt = new Command("adopt") { from, place.Data, place.Database };
        adopt.SetAction((line, ct) => AdoptRun.RunAsync(
            Path.GetFullPath(line.GetRequiredValue(from)),
            place.DataDirectory(line),
            surroundings,
            DatabaseAddress.Choose(place.DatabaseUrl(line), place.DataDirectory(line)),
            ct));
        return adopt;
    }

    /// <summary>A serial number as certificates and lists write it.</summary>
    public static SerialNumber? Serial(ArgumentResult result, string what)
    {
        if (SerialNumber.TryParse(result.Tokens[0].Value, null, out var serial))
        {
            return serial;
        }

        result.AddError($"{what} wants the forty hexadecimal digits of a serial number.");
        return null;
    }

    private static Option<string> Required(string name) => new(name) { Required = true };
}
