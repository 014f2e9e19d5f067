using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Profiles;

/// <summary>The service's own signature on documents and receipts that people keep: sealed histories, letters, lists handed over.</summary>
internal static class ServiceSigning
{
    public static readonly ProfileFamily Family = new()
    {
        KeyUsage = KeyUsages.DigitalSignature | KeyUsages.NonRepudiation,
        // RFC 9336 §3.1, as for people; the policy says that nobody but the service signed.
        ExtendedKeyUsage = [Oids.DocumentSigning],
        KeyKinds = [PublicKeyKind.EcP256, PublicKeyKind.EcP384],
        UsualLifetime = Lifetime.OfYears(2),
        ShortestLifetime = Lifetime.OfDays(30),
        LongestLifetime = Lifetime.OfYears(3),
    };
}
