using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// A PKCS#10 request (RFC 2986): how a public key comes to an authority while its private key stays where it is. The key, the proof that it
/// can sign, and the names that are asked for are read; what the certificate says is the profile's to decide, or the ceremony's.
/// </summary>
public sealed record CertificationRequest(ReadOnlyMemory<byte> Der, ReadOnlyMemory<byte> PublicKey, string CommonName)
{
    private const string PemLabel = "CERTIFICATE REQUEST";

    /// <summary>The alternative names that are asked for, in their order, as they were written.</summary>
    public IReadOnlyList<GeneralName> AlternativeNames { get; init; } = [];

    public string ToPem() => new string(PemEncoding.Write(PemLabel, Der.Span)) + "\n";

    /// <summary>Makes the request with a key that is in the store.</summary>
    public static async Task<CertificationRequest> CreateAsync(string commonName, KeyName keyName, IKeyStore keyStore, CancellationToken cancellationToken)
    {
        var publicKey = await keyStore.FindPublicKeyAsync(keyName, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyStoreException($"There is no signing key \"{keyName}\" in the key store.");
        var algorithm = SignatureAlgorithm.For(SubjectPublicKey.Parse(publicKey));
        var info = Info(commonName, publicKey);
        var signature = await keyStore.SignDigestAsync(keyName, algorithm, algorithm.Digest(info), cancellationToken).ConfigureAwait(false);

        // CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING } — §4.2
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(info);
            writer.WriteEncodedValue(algorithm.Encoded.Span);
            writer.WriteBitString(signature);
        }

        return new(writer.Encode(), publicKey, commonName);
    }

    /// <summary>Reads a request and checks its proof and its key.</summary>
    public static Checked<CertificationRequest> Read(string pem)
    {
        try
        {
            var fields = PemEncoding.Find(pem);
            return pem[fields.Label] == PemLabel
                ? ReadDer(Convert.FromBase64String(pem[fields.Base64Data]))
                : new Finding("RequestIsPkcs10", "RFC 7468 §7", "The file is not a certificate request.");
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or PkiFormatException)
        {
            return new Finding("RequestIsPkcs10", "RFC 2986 §4", "The file is not a certificate request.");
        }
    }

    // CertificationRequestInfo ::= SEQUENCE { version 0, subject Name, subjectPKInfo, attributes [0] } — §4.1
    private static byte[] Info(string commonName, ReadOnlyMemory<byte> publicKey)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            writer.WriteEncodedValue(DistinguishedName.Of((Oids.CommonName, commonName)).Encoded);
            writer.WriteEncodedValue(publicKey.Span);
            using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
            }
        }

        return writer.Encode();
    }

    // CertificationRequest ::= SEQUENCE { certificationRequestInfo, signatureAlgorithm, signature BIT STRING } — §4.2
    private static Checked<CertificationRequest> ReadDer(ReadOnlyMemory<byte> der)
    {
        if (der.Length > ParsedTbs.MostOctets)
        {
            throw new PkiFormatException("The request is larger than any that is read here.");
        }

        var outer = new DerReader(der.Span);
        var request = outer.EnterSequence();
        outer.RequireEnd();
        var info = request.ReadEncoded(DerTag.Sequence).Of(der);
        var algorithmDer = request.ReadEncoded(DerTag.Sequence).Of(der);
        var signature = request.ReadOctetAlignedBitString().Of(der);
        request.RequireEnd();

        var fields = new DerReader(info.Span).EnterSequence();
        if (fields.ReadSmallNumber() != 0)
        {
            throw new PkiFormatException("The version of a request is 0 (RFC 2986 §4.1).");
        }

        var subject = DistinguishedName.Read(fields.ReadEncoded(DerTag.Sequence).Of(info));
        var publicKey = fields.ReadEncoded(DerTag.Sequence).Of(info);
        IReadOnlyList<GeneralName> names = fields.TryRead(DerTag.ContextConstructed(0), out var attributes) ? RequestedNames.Read(info[attributes.Start..attributes.End]) : [];
        fields.RequireEnd();
        if (KeyPolicy.Check(publicKey) is { Count: > 0 } findings)
        {
            return Checked<CertificationRequest>.FromFindings(findings);
        }

        using var verifier = SignatureVerifier.For(publicKey);
        return SignatureAlgorithm.Find(algorithmDer.Span) is { } algorithm && verifier.Verify(algorithm, info.Span, signature.Span)
            ? new CertificationRequest(der, publicKey, subject.OnlyValueOf(Oids.CommonName) ?? "") { AlternativeNames = names }
            : new Finding("RequestProvesPossession", "RFC 2986 §3", "The request is not signed with the key that it carries.");
    }
}
