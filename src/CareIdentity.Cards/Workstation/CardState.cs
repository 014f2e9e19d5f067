namespace CareIdentity.Cards.Workstation;

/// <summary>What the workstation finds in a reader. It knows the card's application, not the register: whose card it is, the service decides by its serial number.</summary>
public enum CardState
{
    /// <summary>No card.</summary>
    None,

    /// <summary>A card of the kind that this service issues, with nothing on it.</summary>
    Blank,

    /// <summary>A card of the kind that this service issues, with a holder's identifier or certificates on it.</summary>
    Ours,

    /// <summary>Any other card, or one that does not answer.</summary>
    Unknown,

    /// <summary>Another program on the workstation has the card.</summary>
    InUse,
}
