namespace CareIdentity.Cards.Workstation;

/// <summary>How a conversation ended, as the workstation knows it.</summary>
/// <param name="Stop">Why this workstation stopped, where it did.</param>
public sealed record RelayOutcome(OperationOutcome Outcome, string Message, StopCode? Stop);
