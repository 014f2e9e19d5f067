namespace CareIdentity.Pki.Revocation;

/// <summary>CRLReason (RFC 5280 §5.3.1), each at its number; 7 is unused.</summary>
public enum RevocationReason
{
    Unspecified = 0,
    KeyCompromise = 1,
    AuthorityCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,

    /// <summary>Only in delta lists, which are not issued here.</summary>
    RemoveFromCrl = 8,
    PrivilegeWithdrawn = 9,
    AttributeAuthorityCompromise = 10,
}
