namespace CareIdentity.Pki.Revocation;

/// <summary>Which reasons whom: RFC 5280 §5.3.1 lists the reasons, the certificate policy §4.9.2 who may give them.</summary>
public static class RevocationReasons
{
    /// <summary>Whether this party may give this reason for an end-entity certificate, or, being the operator, for an authority.</summary>
    public static bool MayBeGivenBy(RevocationParty party, RevocationReason reason) => party switch
    {
        // Lost and stolen are key compromise: the card is beyond the holder's control. Nobody reinstates their own card.
        RevocationParty.Holder => reason is RevocationReason.KeyCompromise or RevocationReason.Superseded or RevocationReason.CessationOfOperation,
        RevocationParty.Organisation => reason is RevocationReason.KeyCompromise or RevocationReason.AffiliationChanged
            or RevocationReason.CessationOfOperation or RevocationReason.CertificateHold,
        RevocationParty.RegistrationAuthority => reason is RevocationReason.KeyCompromise or RevocationReason.AffiliationChanged or RevocationReason.Superseded
            or RevocationReason.CessationOfOperation or RevocationReason.CertificateHold or RevocationReason.PrivilegeWithdrawn,
        RevocationParty.Service => reason is RevocationReason.Superseded or RevocationReason.CessationOfOperation or RevocationReason.CertificateHold
            or RevocationReason.AffiliationChanged,
        RevocationParty.Operator => reason is RevocationReason.Unspecified or RevocationReason.KeyCompromise or RevocationReason.AuthorityCompromise
            or RevocationReason.Superseded or RevocationReason.CessationOfOperation,
        _ => false,
    };

    /// <summary>RFC 5280 §5.3.1: a hold is the only revocation that can end; every other is for good.</summary>
    public static bool CanBeLifted(RevocationReason reason) => reason == RevocationReason.CertificateHold;

    /// <summary>RFC 5280 §5.3.1: unspecified is said by leaving the reason out; removeFromCRL stands only in delta lists.</summary>
    internal static bool IsWritten(RevocationReason reason) => reason switch
    {
        RevocationReason.Unspecified => false,
        RevocationReason.RemoveFromCrl => throw new ArgumentException("removeFromCRL stands only in delta lists.", nameof(reason)),
        _ when Enum.IsDefined(reason) => true,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
