namespace CareIdentity.Cards.Workstation;

/// <summary>One reader of the workstation and the card in it.</summary>
/// <param name="TriesLeft">Passcode tries; 0 is a locked card, null is unknown.</param>
public sealed record CardInReader(string Reader, string? Serial, CardState State, int? TriesLeft)
{
    /// <summary>A method: as a property it would be one more member of the message.</summary>
    public bool IsLocked() => TriesLeft == 0;

    public static CardInReader Empty(string reader) => new(reader, null, CardState.None, null);
}
