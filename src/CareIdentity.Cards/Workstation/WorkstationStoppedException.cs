namespace CareIdentity.Cards.Workstation;

#pragma warning disable CA1032 // Made where the workstation's message is read, with its code and sentence.

/// <summary>The workstation stopped, for a reason that is not about a passcode.</summary>
public sealed class WorkstationStoppedException(StopCode code, string reason) : Exception(reason)
{
    public StopCode Code { get; } = code;
}
