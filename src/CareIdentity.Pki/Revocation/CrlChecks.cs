using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Revocation;

/// <summary>What must hold before a list is signed.</summary>
internal static class CrlChecks
{
    /// <summary>CA/Browser Forum Baseline Requirements §4.9.7: lists of end entities, ten days.</summary>
    private static readonly TimeSpan LongestForEndEntities = TimeSpan.FromDays(10);

    /// <summary>The same section: lists of an offline root, twelve months.</summary>
    private static readonly TimeSpan LongestForAuthorities = TimeSpan.FromDays(366);

    public static IReadOnlyList<Finding> Check(Issuer issuer, CrlDetails details)
    {
        var findings = new List<Finding>();
        var tbs = issuer.Certificate.Tbs;
        if (tbs.KeyUsage is not { } usage || !usage.HasFlag(KeyUsages.CrlSign))
        {
            findings.Add(new("IssuerMaySignLists", "RFC 5280 §4.2.1.3, §6.3.3 (f)", "The issuer's key is not for signing revocation lists."));
        }

        if (details.Number < 0)
        {
            findings.Add(new("NumberIsNotNegative", "RFC 5280 §5.2.3", "The number of a revocation list is not negative."));
        }

        var longest = tbs.BasicConstraints is { PathLength: 0 } ? LongestForEndEntities : LongestForAuthorities;
        if (details.NextUpdate <= details.ThisUpdate || details.NextUpdate - details.ThisUpdate > longest)
        {
            findings.Add(new("NextUpdateIsInTime", "RFC 5280 §5.1.2.5; certificate policy §4.9.7", $"The next list is not due within {longest.Days} days."));
        }

        if (details.Shard is { } shard && shard.Scheme != Uri.UriSchemeHttp)
        {
            findings.Add(new("AddressIsPlainHttp", "RFC 5280 §5.2.5, §8", "The address of a shard is not an http address."));
        }

        return findings;
    }
}
