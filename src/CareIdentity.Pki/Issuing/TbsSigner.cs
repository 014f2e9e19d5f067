using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Issuing;

/// <summary>Signs what was linted. Internal: the way here leads through <see cref="PreparedCertificate"/> or the root's own ceremony.</summary>
internal sealed class TbsSigner(KeyName keyName, SubjectPublicKey key, IKeyStore keyStore) : IDisposable
{
    public KeyName KeyName => keyName;

    public IKeyStore KeyStore => keyStore;

    public SignatureAlgorithm Algorithm { get; } = SignatureAlgorithm.For(key);

    public SignatureVerifier Verifier { get; } = SignatureVerifier.For(key);

    public async Task<ParsedCertificate> SignAsync(ParsedTbs tbs, CancellationToken cancellationToken)
    {
        // RFC 5280 §4.1.1.2: both AlgorithmIdentifiers say the same; the lint has seen the inner one.
        var digest = Algorithm.Digest(tbs.Der.Span);
        var signature = await keyStore.SignDigestAsync(keyName, Algorithm, digest, cancellationToken).ConfigureAwait(false);
        var certificate = ParsedCertificate.Parse(Envelope(tbs.Der, signature));

        // What was approved is what was signed (security.md I18), and the store really used the issuer's key.
        if (!certificate.Tbs.Der.Span.SequenceEqual(tbs.Der.Span) || !certificate.SignatureAlgorithm.Span.SequenceEqual(tbs.SignatureAlgorithm.Span))
        {
            throw new InvalidOperationException("The signed certificate is not the prepared one.");
        }

        return Verifier.VerifyDigest(Algorithm, digest, certificate.Signature.Span)
            ? certificate
            : throw new CryptographicException($"The key store returned a wrong signature for \"{keyName}\".");
    }

    public void Dispose() => Verifier.Dispose();

    // Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING } — RFC 5280 §4.1
    private byte[] Envelope(ReadOnlyMemory<byte> tbs, byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER, tbs.Length + 256);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(tbs.Span);
            writer.WriteEncodedValue(Algorithm.Encoded.Span);
            writer.WriteBitString(signature);
        }

        return writer.Encode();
    }
}
