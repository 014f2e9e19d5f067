namespace CareIdentity.Pki.Encoding;

/// <summary>RFC 5280 §4.2.1.9: whether the subject is a certification authority, and how many may stand below it.</summary>
public readonly record struct BasicConstraints(bool IsAuthority, int? PathLength);
