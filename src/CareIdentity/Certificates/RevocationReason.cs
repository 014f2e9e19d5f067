namespace CareIdentity.Certificates;

/// <summary>CRLReason of RFC 5280 §5.3.1, those that this service gives, with its numbers.</summary>
public enum RevocationReason
{
    Unspecified = 0,

    /// <summary>Lost, stolen, misused: somebody else may hold the key.</summary>
    KeyCompromise = 1,

    /// <summary>The holder's details or place of work changed.</summary>
    AffiliationChanged = 3,
    Superseded = 4,

    /// <summary>The holder left, or the card was never finished.</summary>
    CessationOfOperation = 5,
    PrivilegeWithdrawn = 9,
}
