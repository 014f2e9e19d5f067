using CareIdentity.Pki.Revocation;

namespace CareIdentity.Pki.Ocsp;

/// <summary>
/// The status of one certificate (RFC 6960 §2.2). Good is said only of a certificate that is on record as issued: a serial that was
/// never issued is unknown (security.md I4).
/// </summary>
public readonly record struct OcspStatus
{
    private OcspStatus(OcspStatusKind kind, DateTimeOffset revokedAt, RevocationReason reason)
    {
        (Kind, RevokedAt, Reason) = (kind, revokedAt, reason);
    }

    // The default value is unknown, so that a forgotten assignment is never good.
    public static OcspStatus Unknown => default;

    /// <summary>
    /// For an operator that answers so for what was never issued (RFC 6960 §2.2): revoked since 1 January 1970, on hold; the response
    /// then says that it is of the extended definition (§4.4.8).
    /// </summary>
    public static OcspStatus NeverIssued { get; } = new(OcspStatusKind.Revoked, DateTimeOffset.UnixEpoch, RevocationReason.CertificateHold);

    public static OcspStatus Good { get; } = new(OcspStatusKind.Good, default, default);

    public OcspStatusKind Kind { get; }

    /// <summary>Of a revoked certificate only.</summary>
    public DateTimeOffset RevokedAt { get; }

    /// <inheritdoc cref="RevokedAt"/>
    public RevocationReason Reason { get; }

    public static OcspStatus Revoked(DateTimeOffset at, RevocationReason reason) => new(OcspStatusKind.Revoked, at, reason);
}
