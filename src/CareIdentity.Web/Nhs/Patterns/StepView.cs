namespace CareIdentity.Web.Nhs;

/// <summary>One step: Write certificate, 1 of 2.</summary>
public sealed record StepView(string Text, StepState State)
{
    /// <summary>What the holder or the RA does in it: Holder types a new passcode on the reader window.</summary>
    public string? Detail { get; init; }
}
