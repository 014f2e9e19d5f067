using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>Slot 9A, the PIV Authentication key: FIPS 201-3 §4.2.2.1, SP 800-78-5 table 1 (P-256, or RSA where a card needs it).</summary>
internal static class CardAuthentication
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.DigitalSignature,
        // Not id-PIV-cardAuth: that names the key of slot 9E, which answers without a passcode (FIPS 201-3 §4.2.2.2). Asserting it here
        // would let mere possession of the card pass for the holder's consent.
        ExtendedKeyUsage = [Oids.ClientAuthentication],
        KeyKinds = [PublicKeyKind.EcP256, PublicKeyKind.EcP384, PublicKeyKind.Rsa],
        UsualLifetime = Lifetime.OfYears(2),
        ShortestLifetime = Lifetime.OfYears(1),
        LongestLifetime = Lifetime.OfYears(3),
        NamesHolder = true,
    };
}
