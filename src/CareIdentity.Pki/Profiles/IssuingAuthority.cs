using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>An authority that issues end-entity certificates and their revocation lists, and no authorities (path length 0, RFC 5280 §4.2.1.9).</summary>
internal static class IssuingAuthority
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.KeyCertSign | KeyUsages.CrlSign,
        ExtendedKeyUsage = [],
        KeyKinds = [PublicKeyKind.EcP256, PublicKeyKind.EcP384],
        UsualLifetime = Lifetime.OfYears(10),
        // Longer than the longest card, so that a new authority can issue at all.
        ShortestLifetime = Lifetime.OfYears(4),
        LongestLifetime = Lifetime.OfYears(10),
        IsAuthority = true,
        PathLength = 0,
    };
}
