using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;

namespace CareIdentity.Certificates;

/// <summary>Which reasons whom (certificate policy §4.9.2).</summary>
public static class RevocationRules
{
    /// <summary>
    /// On whose behalf this actor speaks of that holder's card. Besides holders and the service only the Registration Authority reaches a
    /// revocation (<see cref="RaFunction.CancelSmartcard"/>).
    /// </summary>
    public static RevocationParty PartyOf(Actor actor, Guid? holder) => actor switch
    {
        { IsService: true } => RevocationParty.Service,
        _ when actor.ProfileId == holder => RevocationParty.Holder,
        _ => RevocationParty.RegistrationAuthority,
    };

    /// <summary>Null when this party may give this reason for a certificate of a card.</summary>
    public static Refusal? Check(RevocationParty party, RevocationReason reason) =>
        RevocationReasons.MayBeGivenBy(party, reason) ? null : CertificateRefusals.ReasonNotYours;
}
