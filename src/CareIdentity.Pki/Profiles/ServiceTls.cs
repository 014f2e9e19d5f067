using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>
/// A server of the operator's own, reached by machines that trust this root: the service behind its proxy, its database, its module. Public
/// pages have a certificate that browsers know. Brief, as its renewal is a program's work.
/// </summary>
internal static class ServiceTls
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.DigitalSignature,
        ExtendedKeyUsage = [Oids.ServerAuthentication],
        KeyKinds = [PublicKeyKind.EcP256, PublicKeyKind.EcP384],
        UsualLifetime = Lifetime.OfDays(90),
        ShortestLifetime = Lifetime.OfDays(1),
        LongestLifetime = Lifetime.OfDays(397),
        NamesHosts = true,
    };
}
