using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>The offline root: one level of issuing authorities below it, and nothing else (path length 1, RFC 5280 §4.2.1.9).</summary>
internal static class RootAuthority
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.KeyCertSign | KeyUsages.CrlSign,
        ExtendedKeyUsage = [],
        KeyKinds = [PublicKeyKind.EcP384],
        UsualLifetime = Lifetime.OfYears(20),
        ShortestLifetime = Lifetime.OfYears(10),
        LongestLifetime = Lifetime.OfYears(25),
        IsAuthority = true,
        PathLength = 1,
    };
}
