using System.Text.Json.Serialization;

namespace CareIdentity.Cards.Workstation;

/// <summary>One reader of the workstation and the card in it.</summary>
/// <param name="TriesLeft">Passcode tries; 0 is a locked card, null is unknown.</param>
/// <param name="LongCommands">The way to this card carries commands of extended length; said only where it is so.</param>
public sealed record CardInReader(
    string Reader,
    string? Serial,
    CardState State,
    int? TriesLeft,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LongCommands = false)
{
    /// <summary>A method: as a property it would be one more member of the message.</summary>
    public bool IsLocked() => TriesLeft == 0;

    public static CardInReader Empty(string reader) => new(reader, null, CardState.None, null);
}
