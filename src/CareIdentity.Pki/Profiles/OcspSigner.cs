using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>
/// A delegated OCSP signer (RFC 6960 §4.2.2.2). Nobody asks for its status, so it lives briefly (§4.2.2.2.1): a stolen one is
/// waited out.
/// </summary>
internal static class OcspSigner
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.DigitalSignature,
        ExtendedKeyUsage = [Oids.OcspSigning],
        KeyKinds = [PublicKeyKind.EcP256],
        UsualLifetime = Lifetime.OfDays(30),
        ShortestLifetime = Lifetime.OfDays(1),
        LongestLifetime = Lifetime.OfDays(90),
        HasNoCheck = true,
    };
}
