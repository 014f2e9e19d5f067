namespace CareIdentity.Pki.Encoding;

/// <summary>RFC 5280 §4.2.1.1: which key of the issuer signed; by its identifier here, by issuer and serial in other people's certificates.</summary>
public readonly record struct AuthorityKeyIdentifier(ReadOnlyMemory<byte>? KeyIdentifier, bool NamesIssuer, bool NamesSerialNumber);
