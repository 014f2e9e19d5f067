using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Validation;

/// <summary>An authority that the validator knows, its key imported once, as importing costs more than checking a signature.</summary>
internal sealed class Authority(ParsedCertificate certificate, bool isAnchor) : IDisposable
{
    // Lazily, so that one authority with a key that cannot be used does not spoil the others.
    private readonly Lazy<SignatureVerifier> _verifier = new(() => SignatureVerifier.For(certificate.PublicKey));

    public ParsedCertificate Certificate => certificate;

    public bool IsAnchor => isAnchor;

    public SignatureVerifier Verifier => _verifier.Value;

    public ReadOnlyMemory<byte>? KeyIdentifier { get; } = certificate.Tbs.SubjectKeyIdentifier;

    /// <summary>One authority twice, whichever certificate: RFC 4158 §5.2 keeps such loops out of a path.</summary>
    public bool IsTheSameAs(Authority other) =>
        certificate.Tbs.Subject.Span.SequenceEqual(other.Certificate.Tbs.Subject.Span) && certificate.PublicKey.Span.SequenceEqual(other.Certificate.PublicKey.Span);

    public void Dispose()
    {
        if (_verifier.IsValueCreated)
        {
            _verifier.Value.Dispose();
        }
    }
}
