using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Pki.Ceremony;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Tool.CommandLine;

namespace CareIdentity.Tool.Pki;

/// <summary>What was decided for a root, kept beside it (<c>plan.json</c>): later meetings and the service read it. Nothing in it is secret.</summary>
internal sealed record PlanFile
{
    public const string Name = "plan.json";

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    public required Realm Realm { get; init; }

    public required string Organisation { get; init; }

    public string? Unit { get; init; }

    public required string Origin { get; init; }

    public required string Arc { get; init; }

    /// <summary>As addresses call it.</summary>
    public required string Root { get; init; }

    /// <summary>The name of the issuing authority's key in the service's store; known when it is certified.</summary>
    public string? Issuing { get; init; }

    public required int Needed { get; init; }

    public required int Shares { get; init; }

    public IReadOnlyList<string> People { get; init; } = [];

    /// <exception cref="ToolFailure">It cannot be carried out.</exception>
    public CeremonyPlan ToPlan()
    {
        try
        {
            var kind = Realm is Realm.Live ? "Root" : "Training Root";
            var parent = DistinguishedName.Of((Oids.Organisation, Organisation));
            var plan = new CeremonyPlan
            {
                Realm = Realm,
                SubjectParent = string.IsNullOrEmpty(Unit) ? parent : parent.With((Oids.OrganisationalUnit, Unit)),
                Arc = new PolicyArc(ObjectIdentifier.Parse(Arc)),
                Origin = Uri.TryCreate(Origin, UriKind.Absolute, out var origin) ? origin : throw new ToolFailure($"'{Origin}' is not an address."),
                RootSlug = Root,
                // RFC 5280 appendix A.1: a common name has 64 characters at most; the organisation stands in the subject anyway.
                RootName = $"{Organisation} {kind}" is { Length: <= 64 } full ? full : kind,
                SharesNeeded = Needed,
                Shares = Shares,
                People = People,
            };
            return plan.Problems() is { Count: > 0 } problems ? throw new ToolFailure(string.Join(' ', problems)) : plan;
        }
        catch (FormatException wrong)
        {
            throw new ToolFailure($"--arc: {wrong.Message}");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Form) + "\n";

    public static PlanFile Read(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            return JsonSerializer.Deserialize<PlanFile>(File.ReadAllBytes(path), Form) ?? throw new ToolFailure($"{path} is empty.");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new ToolFailure($"{path} cannot be read: {e.Message}");
        }
    }
}
