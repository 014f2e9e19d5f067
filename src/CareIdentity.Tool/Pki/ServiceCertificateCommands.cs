using System.CommandLine;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary><c>cis pki certify</c>, <c>list</c> and <c>revoke</c>: what the authority certifies besides cards (docs/operations.md).</summary>
internal static class ServiceCertificateCommands
{
    private static readonly Dictionary<string, ServiceCertificateKind> Profiles = new() { ["server"] = ServiceCertificateKind.Server, ["document"] = ServiceCertificateKind.Document };

    /// <summary>As RFC 5280 §5.3.1 writes them; those of the certificate policy §4.9.2 that suit a server.</summary>
    private static readonly Dictionary<string, RevocationReason> Reasons = new()
    {
        ["unspecified"] = RevocationReason.Unspecified,
        ["keyCompromise"] = RevocationReason.KeyCompromise,
        ["superseded"] = RevocationReason.Superseded,
        ["cessationOfOperation"] = RevocationReason.CessationOfOperation,
    };

    public static Command CreateCertify(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var request = new Argument<string>("REQUEST");
        var profile = OneOf("--profile", Profiles, required: true);
        var output = new Option<string>("--out") { Required = true };
        var certify = new Command("certify") { request, profile, output, place.Data, place.Database };
        certify.SetAction((line, ct) => Runs(surroundings, place, line).CertifyAsync(
            Path.GetFullPath(line.GetRequiredValue(request)), line.GetValue(profile), Path.GetFullPath(line.GetRequiredValue(output)), ct));
        return certify;
    }

    public static Command CreateList(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var list = new Command("list") { place.Data, place.Database };
        list.SetAction((line, ct) => Runs(surroundings, place, line).ListAsync(ct));
        return list;
    }

    public static Command CreateRevoke(Surroundings surroundings)
    {
        var place = new PlaceOptions(surroundings);
        var serial = new Argument<SerialNumber?>("SERIAL") { Arity = ArgumentArity.ExactlyOne, CustomParser = result => PkiCommands.Serial(result, "SERIAL") };
        var reason = OneOf("--reason", Reasons, required: false);
        var revoke = new Command("revoke") { serial, reason, place.Data, place.Database };
        revoke.SetAction((line, ct) => Runs(surroundings, place, line).RevokeAsync(line.GetRequiredValue(serial)!.Value, line.GetValue(reason), ct));
        return revoke;
    }

    private static ServiceCertificateRuns Runs(Surroundings surroundings, PlaceOptions place, ParseResult line) =>
        new(surroundings, place.DataDirectory(line), DatabaseAddress.Choose(place.DatabaseUrl(line), place.DataDirectory(line)));

    private static Option<T> OneOf<T>(string name, Dictionary<string, T> words, bool required)
        where T : struct => new(name)
        {
            Required = required,
            CustomParser = result =>
            {
                if (words.TryGetValue(result.Tokens[0].Value, out var value))
                {
                    return value;
                }

                result.AddError($"{name} is one of {string.Join(", ", words.Keys)}, not '{result.Tokens[0].Value}'.");
                return default;
            },
        };
}
