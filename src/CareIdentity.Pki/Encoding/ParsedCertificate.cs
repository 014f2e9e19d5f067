using System.Security.Cryptography;

namespace CareIdentity.Pki.Encoding;

/// <summary>
/// A certificate read strictly (RFC 5280 §4.1), not trusted: its signature has not been checked. The bytes given are kept,
/// not copied; the caller must not change them.
/// </summary>
public sealed class ParsedCertificate
{
    private byte[]? _fingerprint;

    private ParsedCertificate(ReadOnlyMemory<byte> der)
    {
        Der = der;
        var outer = new DerReader(der.Span);
        var certificate = outer.EnterSequence();
        outer.RequireEnd();
        Tbs = ParsedTbs.Parse(certificate.ReadEncoded(DerTag.Sequence).Of(der));
        SignatureAlgorithm = certificate.ReadEncoded(DerTag.Sequence).Of(der);
        Signature = certificate.ReadOctetAlignedBitString().Of(der);
        certificate.RequireEnd();
    }

    /// <summary>The whole certificate.</summary>
    public ReadOnlyMemory<byte> Der { get; }

    /// <summary>The signed part, as it stands in <see cref="Der"/>.</summary>
    public ParsedTbs Tbs { get; }

    /// <summary>The AlgorithmIdentifier outside the signed part; RFC 5280 §4.1.1.2 wants it equal to the one inside.</summary>
    public ReadOnlyMemory<byte> SignatureAlgorithm { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public DistinguishedName Subject => Tbs.SubjectName;

    public DistinguishedName Issuer => Tbs.IssuerName;

    public DateTimeOffset NotBefore => Tbs.NotBefore;

    /// <summary>The last valid second, inclusive.</summary>
    public DateTimeOffset NotAfter => Tbs.NotAfter;

    /// <summary>The whole SubjectPublicKeyInfo.</summary>
    public ReadOnlyMemory<byte> PublicKey => Tbs.PublicKey;

    /// <summary>SHA-256 of the whole certificate: its name in caches and records.</summary>
    public ReadOnlyMemory<byte> Fingerprint => _fingerprint ??= SHA256.HashData(Der.Span);

    /// <exception cref="PkiFormatException">The bytes are not exactly one certificate in DER.</exception>
    public static ParsedCertificate Parse(ReadOnlyMemory<byte> der) =>
        der.Length <= ParsedTbs.MostOctets ? new ParsedCertificate(der) : throw new PkiFormatException("The certificate is larger than any that is read here.");

    /// <summary>The certificate as RFC 7468 writes it in text.</summary>
    public string ToPem() => PemEncoding.WriteString("CERTIFICATE", Der.Span);

    /// <summary>Reads the only certificate of a text.</summary>
    /// <exception cref="PkiFormatException">There is none, or it is malformed.</exception>
    public static ParsedCertificate FromPem(ReadOnlySpan<char> text)
    {
        if (!PemEncoding.TryFind(text, out var fields) || !text[fields.Label].SequenceEqual("CERTIFICATE"))
        {
            throw new PkiFormatException("The text holds no certificate (RFC 7468 §5).");
        }

        var der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(text[fields.Base64Data], der, out var written) && written == der.Length
            ? Parse(der)
            : throw new PkiFormatException("The text of the certificate is not base64.");
    }
}
