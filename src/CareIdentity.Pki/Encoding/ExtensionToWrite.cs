namespace CareIdentity.Pki.Encoding;

/// <summary>An extension about to be written (RFC 5280 §4.1.2.9).</summary>
internal sealed record ExtensionToWrite(ObjectIdentifier Type, bool IsCritical, ReadOnlyMemory<byte> Value);
