namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>What will be done, to which card, for whom: shown to the person, and the limits of everything that follows.</summary>
/// <param name="InWords">"Issue a smartcard to Asha Patel".</param>
/// <param name="Reader">The reader, as the workstation called it, whose card was chosen.</param>
/// <param name="CardSerial">The one card that this is for; null for any blank card.</param>
public sealed record Operation(int Version, OperationKind Kind, string InWords, string Holder, string Reader, string? CardSerial, int StepCount)
    : ServiceMessage
{
    public const int CurrentVersion = 1;

    internal override string? Fault() =>
        Version < 1 ? "a version counts from 1"
        : !Enum.IsDefined(Kind) ? "no such kind of operation"
        : StepCount is < 0 or > 100 ? "an operation has 0 to 100 steps"
        : Wire.TextFault("inWords", InWords, 200)
        ?? Wire.TextFault("holder", Holder, 200)
        ?? Wire.TextFault("reader", Reader, 200)
        ?? (CardSerial is null ? null : Wire.SerialFault(CardSerial));
}
