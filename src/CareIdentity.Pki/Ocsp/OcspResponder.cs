using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;

namespace CareIdentity.Pki.Ocsp;

/// <summary>
/// Signs answers for one issuer with a delegated signer (RFC 6960 §4.2.2.2). It knows no certificate's status and keeps no answer: both
/// are the caller's.
/// </summary>
public sealed class OcspResponder : IDisposable
{
    // OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED } — RFC 6960 §4.2.1: error responses are not signed and always the same.
    private static readonly byte[] Malformed = [DerTag.Sequence, 3, DerTag.Enumerated, 1, 1];
    private static readonly byte[] Internal = [DerTag.Sequence, 3, DerTag.Enumerated, 1, 2];
    private static readonly byte[] Later = [DerTag.Sequence, 3, DerTag.Enumerated, 1, 3];
    private static readonly byte[] NotAuthorised = [DerTag.Sequence, 3, DerTag.Enumerated, 1, 6];

    private readonly KeyName _keyName;
    private readonly IKeyStore _keyStore;
    private readonly SignatureVerifier _verifier;
    private readonly SignatureAlgorithm _algorithm;
    private readonly byte[] _keyHash;
    private readonly byte[] _responderId;

    private OcspResponder(OcspIssuer issuer, ParsedCertificate signer, KeyName keyName, IKeyStore keyStore)
    {
        (Issuer, Signer, _keyName, _keyStore) = (issuer, signer, keyName, keyStore);
        var key = SubjectPublicKey.Parse(signer.PublicKey);
        _verifier = SignatureVerifier.For(key);
        _algorithm = SignatureAlgorithm.For(key);
        _keyHash = CertId.Sha1(key.KeyBits.Span);
        _responderId = OcspResponseWriter.ResponderId(_keyHash);
    }

    /// <summary>The octets were no request.</summary>
    public static ReadOnlyMemory<byte> MalformedRequest => Malformed;

    /// <summary>The responder is broken.</summary>
    public static ReadOnlyMemory<byte> InternalError => Internal;

    /// <summary>No fresh answer can be given now: better than a stale one (security.md I6).</summary>
    public static ReadOnlyMemory<byte> TryLater => Later;

    /// <summary>None of the certificates is of an issuer that is answered for here (RFC 5019 §2.2.3).</summary>
    public static ReadOnlyMemory<byte> Unauthorised => NotAuthorised;

    public OcspIssuer Issuer { get; }

    public ParsedCertificate Signer { get; }

    /// <summary>Joins a signer's certificate with its key, and refuses one that verifiers would not accept for this issuer.</summary>
    public static async Task<Checked<OcspResponder>> LoadAsync(
        OcspIssuer issuer, ParsedCertificate signer, KeyName keyName, IKeyStore keyStore, CancellationToken cancellationToken)
    {
        if (await keyStore.FindPublicKeyAsync(keyName, cancellationToken).ConfigureAwait(false) is not { } key || !key.Span.SequenceEqual(signer.PublicKey.Span))
        {
            return new Finding("SignerKeyMatchesCertificate", "RFC 5280 §4.1.2.7", $"The key \"{keyName}\" is not the key in the certificate of {signer.Subject}.");
        }

        if (signer.Tbs.ExtendedKeyUsage is not { } purposes || !purposes.Contains(Oids.OcspSigning))
        {
            return new Finding("SignerIsDelegated", "RFC 6960 §4.2.2.2", $"The certificate of {signer.Subject} is not for signing OCSP answers.");
        }

        using var verifier = SignatureVerifier.For(issuer.Certificate.PublicKey);
        var algorithm = SignatureAlgorithm.Find(signer.SignatureAlgorithm.Span);
        var issued = signer.Tbs.Issuer.Span.SequenceEqual(issuer.Certificate.Tbs.Subject.Span)
            && algorithm is not null && verifier.Verify(algorithm, signer.Tbs.Der.Span, signer.Signature.Span);
        // "issued directly by the CA that is identified in the request", with the same key.
        return issued
            ? new OcspResponder(issuer, signer, keyName, keyStore)
            : new Finding("SignerIsOfThisIssuer", "RFC 6960 §4.2.2.2", $"The certificate of {signer.Subject} was not issued by {issuer.Certificate.Subject}.");
    }

    /// <summary>
    /// Signs answers; with a request, for that request alone and with its nonce, if it has one. Refuses what breaks a rule of <see cref="OcspLint"/>,
    /// as an answer that outlives the signer, or is about another issuer's certificate.
    /// </summary>
    public async Task<Checked<byte[]>> SignAsync(
        IReadOnlyList<OcspAnswer> answers, OcspRequest? request, DateTimeOffset producedAt, CancellationToken cancellationToken)
    {
        var tbs = OcspResponseWriter.ResponseData(_responderId, producedAt, answers, request?.NonceExtensionValue);
        if (OcspLint.Check(tbs, request, Signer, _keyHash, Issuer) is { Count: > 0 } findings)
        {
            return Checked<byte[]>.FromFindings(findings);
        }

        var digest = _algorithm.Digest(tbs);
        var signature = await _keyStore.SignDigestAsync(_keyName, _algorithm, digest, cancellationToken).ConfigureAwait(false);
        // An answer to one request is checked by whoever asked, and nobody else gets it; what many will be given is checked first. The check
        // takes three times as long as the signature.
        return request is not null || _verifier.VerifyDigest(_algorithm, digest, signature)
            ? OcspResponseWriter.Response(tbs, _algorithm, signature, Signer)
            : throw new CryptographicException($"The key store returned a wrong signature for \"{_keyName}\".");
    }

    public void Dispose() => _verifier.Dispose();
}
