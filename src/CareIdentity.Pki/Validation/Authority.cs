using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>An authority that the validator knows.</summary>
internal sealed class Authority(ParsedCertificate certificate, bool isAnchor, AuthorityKey key)
{
    public ParsedCertificate Certificate => certificate;

    public bool IsAnchor => isAnchor;

    /// <summary>The same object for all certificates of one key.</summary>
    public AuthorityKey Key => key;

    public ReadOnlyMemory<byte>? KeyIdentifier { get; } = certificate.Tbs.SubjectKeyIdentifier;

    /// <summary>One authority twice, whichever certificate: RFC 4158 §5.2 keeps such loops out of a path.</summary>
    public bool IsTheSameAs(Authority other) =>
        ReferenceEquals(key, other.Key) && certificate.Tbs.Subject.Span.SequenceEqual(other.Certificate.Tbs.Subject.Span);
}
