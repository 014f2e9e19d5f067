namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>The workstation did not do what was asked, or does no more.</summary>
/// <param name="Id">The command that this answers; null when nothing was asked.</param>
public sealed record Stopped(int? Id, StopCode Code, string Reason) : WorkstationMessage
{
    internal override string? Fault() =>
        Id < 1 ? "an id counts from 1" : !Enum.IsDefined(Code) ? "no such stop code" : Wire.TextFault("reason", Reason, 500);
}
