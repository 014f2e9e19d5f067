namespace CareIdentity.Pki.Encoding;

/// <summary>One extension as it stands in a certificate (RFC 5280 §4.1.2.9): the content of its identifier and of its OCTET STRING.</summary>
public readonly record struct CertificateExtension(ReadOnlyMemory<byte> TypeContent, bool IsCritical, ReadOnlyMemory<byte> Value)
{
    public ObjectIdentifier Type => ObjectIdentifier.FromContent(TypeContent.Span);

    public bool Is(ObjectIdentifier type) => TypeContent.Span.SequenceEqual(type.Content);
}
