using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Validation;

/// <summary>The key of an authority, made usable once, however many certificates it has.</summary>
internal sealed class AuthorityKey(ReadOnlyMemory<byte> subjectPublicKeyInfo) : IDisposable
{
    // Lazily, so that one authority with a key that cannot be used does not spoil the others.
    private readonly Lazy<SignatureVerifier> _verifier = new(() => SignatureVerifier.For(subjectPublicKeyInfo));

    public bool Signed(ParsedCertificate certificate) =>
        SignatureAlgorithm.Find(certificate.SignatureAlgorithm.Span) is { } algorithm
        && _verifier.Value.Verify(algorithm, certificate.Tbs.Der.Span, certificate.Signature.Span);

    public void Dispose()
    {
        if (_verifier.IsValueCreated)
        {
            _verifier.Value.Dispose();
        }
    }
}
