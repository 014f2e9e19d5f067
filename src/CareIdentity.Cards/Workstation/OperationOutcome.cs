namespace CareIdentity.Cards.Workstation;

/// <summary>How an operation ended.</summary>
public enum OperationOutcome
{
    Completed,

    /// <summary>Ended by a decision; nothing more is needed.</summary>
    Refused,

    /// <summary>Ended half-way; it can be resumed or repaired.</summary>
    Interrupted,
}
