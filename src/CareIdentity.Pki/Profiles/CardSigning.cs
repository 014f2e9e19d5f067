using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>Slot 9C, the Digital Signature key, with the passcode for every signature: FIPS 201-3 §4.2.2.4, SP 800-78-5 table 1.</summary>
internal static class CardSigning
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.DigitalSignature | KeyUsages.NonRepudiation,
        // RFC 9336 §3.1: signatures that people read on documents, e.g. prescriptions; not e-mail, as the subject has no address.
        ExtendedKeyUsage = [Oids.DocumentSigning],
        KeyKinds = [PublicKeyKind.EcP256, PublicKeyKind.EcP384, PublicKeyKind.Rsa],
        UsualLifetime = Lifetime.OfYears(2),
        ShortestLifetime = Lifetime.OfYears(1),
        LongestLifetime = Lifetime.OfYears(3),
        NamesHolder = true,
    };
}
