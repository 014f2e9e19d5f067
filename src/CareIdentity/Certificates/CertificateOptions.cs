using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>What the operator decides about certificates. The limits of it are checked when the profiles are made, at start.</summary>
public sealed record CertificateOptions
{
    /// <summary>A service is live or for training, never both.</summary>
    public Realm Realm { get; init; } = Realm.Training;

    public PolicyArc Arc { get; init; } = PolicyArc.Example;

    /// <summary>What stands above the UUID in a card's subject; must lie in the subtree that the issuing authority is held to.</summary>
    public DistinguishedName SubjectParent { get; init; } = Pki.Issuing.TrainingHierarchy.SubjectParent;

    /// <summary>
    /// Where relying parties reach <c>/pki</c>, over plain http as everything there is signed itself (RFC 5280 §8); stands in every
    /// certificate. Null: certificates name no addresses.
    /// </summary>
    public Uri? Origin { get; init; }

    /// <summary>Shards of the revocation list of an authority that is made from now on; 0 for one complete list only.</summary>
    public int CrlShards { get; init; } = 16;

    /// <summary>How long a revocation list may be relied on; a new one is out long before.</summary>
    public TimeSpan CrlLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A new list is made at least this often, whether anything changed or not.</summary>
    public TimeSpan CrlPeriod { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long an OCSP answer may be relied on.</summary>
    public TimeSpan OcspLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long caches on the way may keep an OCSP answer to a GET (RFC 5019 §6.2): this is how late they can be about a revocation.</summary>
    public TimeSpan OcspMaxAge { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many answers a node keeps ready, about a kilobyte each.</summary>
    public int OcspAnswersKept { get; init; } = 100_000;

    /// <summary>Whether "revoked" is answered for what was never issued (RFC 6960 §2.2) instead of "unknown".</summary>
    public bool RevokedForNeverIssued { get; init; }

    /// <summary>What cannot hold, in words; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Origin is { } origin && (!origin.IsAbsoluteUri || origin.Scheme != Uri.UriSchemeHttp || origin.UserInfo.Length > 0 || origin.PathAndQuery != "/"))
        {
            problems.Add("Origin is an http address without a path: what is fetched there is signed, and https would need a check of its own (RFC 5280 §8).");
        }

        if (CrlShards is < 0 or > CrlShard.Most)
        {
            problems.Add($"CrlShards is 0 to {CrlShard.Most}.");
        }

        if (CrlLifetime > TimeSpan.FromDays(10) || CrlPeriod <= TimeSpan.Zero || CrlPeriod * 2 > CrlLifetime)
        {
            problems.Add("CrlLifetime is at most ten days and at least twice CrlPeriod, so that one missed list does no harm.");
        }

        if (OcspLifetime < TimeSpan.FromMinutes(2) || OcspLifetime > TimeSpan.FromDays(1) || OcspMaxAge < TimeSpan.Zero || OcspMaxAge * 2 > OcspLifetime)
        {
            problems.Add("OcspLifetime is two minutes to a day, and at least twice OcspMaxAge.");
        }

        if (OcspAnswersKept < 16)
        {
            problems.Add("OcspAnswersKept is at least 16.");
        }

        return problems;
    }
}
