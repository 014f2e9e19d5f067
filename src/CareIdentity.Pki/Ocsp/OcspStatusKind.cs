namespace CareIdentity.Pki.Ocsp;

/// <summary>CertStatus (RFC 6960 §4.2.1).</summary>
public enum OcspStatusKind
{
    Unknown,
    Good,
    Revoked,
}
