using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Issuing;

/// <summary>
/// An authority that can sign: its certificate, and its private key by name in a store. <see cref="Prepare"/> and
/// <see cref="SignAsync"/> are apart so that the caller can record what will be signed before it is.
/// </summary>
public sealed class Issuer : IDisposable
{
    private readonly TbsSigner _signer;
    private readonly CertificateTemplate.IssuerFields _fields;

    private Issuer(ParsedCertificate certificate, TbsSigner signer)
    {
        Certificate = certificate;
        _signer = signer;
        _fields = new CertificateTemplate.IssuerFields(certificate.Tbs.Subject, signer.Algorithm, certificate.Tbs.SubjectKeyIdentifier);
    }

    public ParsedCertificate Certificate { get; }

    public DistinguishedName Name => Certificate.Subject;

    public KeyName KeyName => _signer.KeyName;

    public SignatureAlgorithm SignatureAlgorithm => _signer.Algorithm;

    internal IKeyStore KeyStore => _signer.KeyStore;

    internal SignatureVerifier Verifier => _signer.Verifier;

    /// <summary>Joins a certificate with the key of this name in the store, and refuses when they do not belong together.</summary>
    public static async Task<Checked<Issuer>> LoadAsync(ParsedCertificate certificate, KeyName keyName, IKeyStore keyStore, CancellationToken cancellationToken)
    {
        var publicKey = await keyStore.FindPublicKeyAsync(keyName, cancellationToken).ConfigureAwait(false);
        if (publicKey is null)
        {
            return new Finding("IssuerKeyExists", "certificate policy §6.2", $"The key store has no key \"{keyName}\" for {certificate.Subject}.");
        }

        if (!publicKey.Value.Span.SequenceEqual(certificate.PublicKey.Span))
        {
            return new Finding("IssuerKeyMatchesCertificate", "RFC 5280 §4.1.2.7", $"The key \"{keyName}\" is not the key in the certificate of {certificate.Subject}.");
        }

        if (!certificate.Tbs.IsAuthority || certificate.Tbs.KeyUsage is not { } usage || !usage.HasFlag(KeyUsages.KeyCertSign))
        {
            return new Finding("IssuerIsAnAuthority", "RFC 5280 §4.2.1.9, §4.2.1.3", $"The certificate of {certificate.Subject} may not sign certificates.");
        }

        return new Issuer(certificate, new TbsSigner(keyName, SubjectPublicKey.Parse(certificate.PublicKey), keyStore));
    }

    /// <summary>Builds the certificate that the profile and the details describe, and lints it. Pure: no clock, no randomness, no key.</summary>
    public Checked<PreparedCertificate> Prepare(CertificateProfile profile, CertificateRequestDetails details)
    {
        var keyFindings = KeyPolicy.Check(details.PublicKey);
        if (keyFindings.Count > 0)
        {
            return Checked<PreparedCertificate>.FromFindings(keyFindings);
        }

        var key = SubjectPublicKey.Parse(details.PublicKey);
        var tbs = CertificateTemplate.Fill(profile, details, key, _fields).Write();
        return Lint(profile, ParsedTbs.Parse(tbs));
    }

    /// <summary>
    /// Takes up a certificate that was prepared and stored, but perhaps not signed, before a crash. It is linted again in full; the
    /// caller makes sure that no signature over it is on record already.
    /// </summary>
    public Checked<PreparedCertificate> PrepareStored(CertificateProfile profile, ReadOnlyMemory<byte> tbsDer)
    {
        ParsedTbs tbs;
        try
        {
            tbs = ParsedTbs.Parse(tbsDer.ToArray());
        }
        catch (PkiFormatException malformed)
        {
            return new Finding("StoredCertificateIsWellFormed", "RFC 5280 §4.1", malformed.Message);
        }

        var keyFindings = KeyPolicy.Check(tbs.PublicKey);
        return keyFindings.Count > 0 ? Checked<PreparedCertificate>.FromFindings(keyFindings) : Lint(profile, tbs);
    }

    /// <summary>
    /// Signs once, then reads back what was made: the signed octets are the prepared ones and the signature is right, or nothing is
    /// returned. When it throws, the prepared certificate is used up all the same: a signature may exist.
    /// </summary>
    public async Task<ParsedCertificate> SignAsync(PreparedCertificate prepared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        return await _signer.SignAsync(prepared.Redeem(this), cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _signer.Dispose();

    private Checked<PreparedCertificate> Lint(CertificateProfile profile, ParsedTbs tbs)
    {
        var findings = CertificateLint.Check(tbs, profile, Certificate.Tbs);
        if (findings.Count > 0)
        {
            return Checked<PreparedCertificate>.FromFindings(findings);
        }

        // The lint has seen that the serial is of our form.
        _ = SerialNumber.TryRead(tbs.SerialNumberContent.Span, out var serial);
        return new PreparedCertificate(this, tbs, serial);
    }
}
