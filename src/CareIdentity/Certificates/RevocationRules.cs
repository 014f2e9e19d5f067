using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>Which reasons whom (certificate policy §4.9.2).</summary>
public static class RevocationRules
{
    /// <summary>Null when this party may give this reason for a certificate of a card.</summary>
    public static Refusal? Check(RevocationParty party, RevocationReason reason) =>
        RevocationReasons.MayBeGivenBy(party, reason) ? null : CertificateRefusals.ReasonNotYours;
}
