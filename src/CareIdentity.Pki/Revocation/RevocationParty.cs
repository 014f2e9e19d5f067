namespace CareIdentity.Pki.Revocation;

/// <summary>Who asks for a revocation.</summary>
public enum RevocationParty
{
    /// <summary>The holder of the card, about their own.</summary>
    Holder,

    /// <summary>A Sponsor or Local Smartcard Administrator, about a card at their organisation.</summary>
    Organisation,

    /// <summary>RA Manager, RA Agent: the registration authority.</summary>
    RegistrationAuthority,

    /// <summary>The service itself: a card superseded by renewal or repair, a profile closed.</summary>
    Service,

    /// <summary>Whoever runs the certification authority, about its own authorities and signers.</summary>
    Operator,
}
