using CareIdentity.Pki.Issuing;

namespace CareIdentity.Pki.Revocation;

/// <summary>One entry of a revocation list (RFC 5280 §5.1.2.6).</summary>
public readonly record struct RevokedCertificate(SerialNumber SerialNumber, DateTimeOffset RevokedAt, RevocationReason Reason);
