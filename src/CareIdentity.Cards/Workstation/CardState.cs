namespace CareIdentity.Cards.Workstation;

/// <summary>What the workstation finds in a reader.</summary>
public enum CardState
{
    /// <summary>No card.</summary>
    None,

    /// <summary>A PIV card that nobody has been issued.</summary>
    Blank,

    /// <summary>A card that this service issued.</summary>
    Ours,

    /// <summary>Any other card.</summary>
    Unknown,
}
