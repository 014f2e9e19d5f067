using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Profiles;

/// <summary>The limits of configuration. What a certificate itself must satisfy is in <c>Lint</c>, and is checked again there.</summary>
internal static class ProfileChecks
{
    public static IEnumerable<Finding> Check(ProfileOptions options, ProfileFamily family, Lifetime lifetime)
    {
        if (lifetime.Years < 0 || lifetime.Days < 0 || lifetime.AtLeastDays < family.ShortestLifetime.AtLeastDays || lifetime.AtLeastDays > family.LongestLifetime.AtLeastDays)
        {
            yield return new("LifetimeIsAllowed", "certificate policy §6.3.2",
                $"A lifetime of {lifetime} is outside {family.ShortestLifetime} to {family.LongestLifetime}.");
        }

        foreach (var (name, uri) in new[] { ("revocation list", options.CrlDistributionPoint), ("OCSP", options.Ocsp), ("issuer certificate", options.IssuerCertificate) })
        {
            // RFC 5280 §4.2.1.13 and §8: HTTPS would make the check of a certificate depend on the check of another.
            if (uri is not null && (!uri.IsAbsoluteUri || uri.Scheme != Uri.UriSchemeHttp || uri.UserInfo.Length > 0 || uri.AbsoluteUri.Length > 512))
            {
                yield return new("AddressIsPlainHttp", "RFC 5280 §4.2.1.13, §4.2.2.1, §8", $"The address of the {name} is not an absolute http address.");
            }
        }

        if (options.CrlShards is < 0 or > CrlShard.Most || (options.CrlShards > 0 && options.CrlDistributionPoint?.AbsoluteUri.EndsWith('/') is not true))
        {
            yield return new("ShardsHaveAnAddress", "RFC 5280 §5.2.5; certificate policy §4.9.7", $"Shards are at most {CrlShard.Most}, below an address that ends in a slash.");
        }

        if (options.Purpose == CertificatePurpose.RootAuthority && (options.CrlDistributionPoint ?? options.Ocsp ?? options.IssuerCertificate) is not null)
        {
            yield return new("RootPointsNowhere", "RFC 5280 §6.1.1 d", "A root is trusted by configuration; nobody asks an address in it.");
        }

        if (options.Purpose == CertificatePurpose.IssuingAuthority ? options.PermittedSubtree is null or { IsEmpty: true } : options.PermittedSubtree is not null)
        {
            yield return new("IssuingAuthorityIsConstrained", "RFC 5280 §4.2.1.10; certificate policy §7.1.5",
                "An issuing authority, and only one, is held to a subtree of names.");
        }

        if (options.IsTemporaryAccessCard && !family.NamesHolder)
        {
            yield return new("OnlyCardsAreTemporary", "certificate policy §7.1.6", "Only a card can be a Temporary Access Card.");
        }

        if (options.SubjectParent.Attributes.Any(part => part.Type.Equals(Oids.SerialNumber) || part.Type.Equals(Oids.CommonName)))
        {
            yield return new("ParentNamesNobody", "certificate policy §3.1.1", "The parent of card subjects holds no serialNumber and no CN: those are the holder's.");
        }
    }
}
