using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// Stands between the service and the card: lets through the instructions that one kind of operation needs, on the card that it is for,
/// and nothing else. A service that was broken into can still do no more to a card than the operation that the person agreed to.
/// </summary>
/// <param name="cardSerial">The one card; null for any blank card.</param>
public sealed class OperationGuard(OperationKind kind, string? cardSerial)
{
    private readonly IReadOnlyList<GuardedInstruction> instructions = OperationInstructions.Of(kind);

    public OperationKind Kind => kind;

    /// <summary>Null when the command may be sent; else why not.</summary>
    public string? Refuse(CommandApdu command) => Refuse(command, []);

    /// <summary>Null when the command may be sent with the passcodes typed into it; else why not.</summary>
    public string? Refuse(PasscodeCommand command) =>
        command.Places.Count == 0 ? "A passcode command has a place for a passcode." : Refuse(command.Template, command.Places);

    /// <summary>Null when the operation may be done to this card; else why not.</summary>
    public string? Refuse(CardInReader card) => card.State switch
    {
        CardState.None => "There is no card in the reader.",
        CardState.InUse => "Another program on this computer is using the card. Close it and try again.",
        CardState.Unknown => "The card in the reader is of a kind that this service does not use.",
        _ when cardSerial is null => card.State == CardState.Blank ? null : "The operation is for a blank card; this one is not blank.",
        _ => string.Equals(card.Serial, cardSerial, StringComparison.Ordinal)
            ? null
            : $"The operation is for card {cardSerial}; the card in the reader is {card.Serial ?? "without a serial number"}.",
    };

    private string? Refuse(CommandApdu command, IReadOnlyList<PasscodePlace> places) =>
        instructions.Any(instruction => instruction.LetsThrough(command, places))
            ? null
            : $"{command.Cla:X2} {command.Ins:X2} {command.P1:X2} {command.P2:X2} is no instruction of this kind of operation ({kind}).";
}
