using System.Formats.Asn1;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Smartcards;

/// <summary>
/// A card's statement that a key was made on it (ATTEST): a certificate for the key, signed by the key that the card left the factory with. What
/// that key is worth, its maker's certificate says; where none is known, the statement proves only that one card said all of it.
/// </summary>
internal static class KeyAttestation
{
    /// <summary>The serial number of the device, an INTEGER (Yubico, "PIV attestation").</summary>
    private static readonly ObjectIdentifier DeviceSerial = ObjectIdentifier.Parse("1.3.6.1.4.1.41482.3.7");

    /// <summary>Whether this card says of this key that it was made on it.</summary>
    /// <param name="makers">Certificates that issued the certificates of such factory keys; none where any card is believed.</param>
    public static bool Holds(
        ReadOnlyMemory<byte> statement, ReadOnlyMemory<byte> attester, ReadOnlyMemory<byte> publicKey, CardSerial serial, IReadOnlyList<ReadOnlyMemory<byte>> makers)
    {
        try
        {
            var (said, by) = (ParsedCertificate.Parse(statement), ParsedCertificate.Parse(attester));
            return said.PublicKey.Span.SequenceEqual(publicKey.Span)
                && SerialIn(said) == CardMasterSecret.OnCard(serial).ToNumber()
                && IsSignedBy(said, by)
                && (makers.Count == 0 || makers.Any(maker => IsSignedBy(by, ParsedCertificate.Parse(maker))));
        }
        catch (Exception e) when (e is PkiFormatException or AsnContentException)
        {
            return false;
        }
    }

    private static long? SerialIn(ParsedCertificate statement) =>
        statement.Tbs.TryFind(DeviceSerial, out var value) && AsnDecoder.TryReadInt64(value.Span, AsnEncodingRules.DER, out var number, out var read) && read == value.Length
            ? number
            : null;

    private static bool IsSignedBy(ParsedCertificate certificate, ParsedCertificate issuer)
    {
        using var verifier = SignatureVerifier.For(issuer.PublicKey);
        return SignatureAlgorithm.Find(certificate.SignatureAlgorithm.Span) is { } algorithm
            && verifier.Verify(algorithm, certificate.Tbs.Der.Span, certificate.Signature.Span);
    }
}
