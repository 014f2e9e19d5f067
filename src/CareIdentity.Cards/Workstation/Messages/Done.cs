namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>The last message: how the operation ended, in words to show.</summary>
public sealed record Done(OperationOutcome Outcome, string Message) : ServiceMessage
{
    internal override string? Fault() => !Enum.IsDefined(Outcome) ? "no such outcome" : Wire.TextFault("message", Message, 500);
}
