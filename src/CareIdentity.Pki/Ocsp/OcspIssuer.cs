using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Ocsp;

/// <summary>An issuer by the hashes that requests name it with, made once.</summary>
public sealed class OcspIssuer
{
    private readonly byte[] _nameSha1;
    private readonly byte[] _keySha1;
    private readonly byte[] _nameSha256;
    private readonly byte[] _keySha256;

    public OcspIssuer(ParsedCertificate certificate)
    {
        Certificate = certificate;
        var name = certificate.Tbs.Subject.Span;
        // "the hash of the value (excluding tag and length) of the subject public key field" — RFC 6960 §4.1.1
        var key = SubjectPublicKey.Parse(certificate.PublicKey).KeyBits.Span;
        (_nameSha1, _keySha1) = (CertId.Sha1(name), CertId.Sha1(key));
        (_nameSha256, _keySha256) = (SHA256.HashData(name), SHA256.HashData(key));
    }

    public ParsedCertificate Certificate { get; }

    /// <summary>Whether a request asks about a certificate of this issuer: name and key, by SHA-1 or SHA-256.</summary>
    public bool Issued(in CertId id) => id switch
    {
        { IsSha1: true } => id.IssuerNameHash.SequenceEqual(_nameSha1) && id.IssuerKeyHash.SequenceEqual(_keySha1),
        { IsSha256: true } => id.IssuerNameHash.SequenceEqual(_nameSha256) && id.IssuerKeyHash.SequenceEqual(_keySha256),
        _ => false,
    };
}
