using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Ceremony;

/// <summary>What is decided before anybody enters the room.</summary>
public sealed record CeremonyPlan
{
    public required Realm Realm { get; init; }

    /// <summary>What stands above the UUIDs of cards, and is the only subtree in which the issuing authority may name anybody.</summary>
    public required DistinguishedName SubjectParent { get; init; }

    public required PolicyArc Arc { get; init; }

    /// <summary>Where relying parties reach <c>/pki</c>.</summary>
    public required Uri Origin { get; init; }

    /// <summary>The root as addresses call it: <c>live-root-2026</c>.</summary>
    public required string RootSlug { get; init; }

    public required string RootName { get; init; }

    public required int SharesNeeded { get; init; }

    public required int Shares { get; init; }

    /// <summary>Who takes part, share holders first; on the transcript with a line to sign.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>What is wrong with it; empty when it can be carried out.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (SharesNeeded < 2 || Shares < SharesNeeded || Shares > SecretSharing.Most)
        {
            problems.Add($"At least 2 shares are needed, of at most {SecretSharing.Most}: nobody opens the root alone.");
        }

        if (Origin is not { IsAbsoluteUri: true, PathAndQuery: "/", UserInfo: "" } || Origin.Scheme != Uri.UriSchemeHttp)
        {
            problems.Add("The origin is an http address without a path (RFC 5280 §8).");
        }

        if (SubjectParent.IsEmpty)
        {
            problems.Add("The issuing authority is held to a subtree, so there must be one: an organisation.");
        }

        if (Realm is Realm.Live && Arc == PolicyArc.Example)
        {
            problems.Add("A live authority asserts policies below the operator's own arc, not the one reserved for documentation (RFC 5612).");
        }

        if (!Keys.KeyName.TryParse(RootSlug, null, out _))
        {
            problems.Add("The root goes by lower-case letters, digits and inner hyphens.");
        }

        return problems;
    }
}
