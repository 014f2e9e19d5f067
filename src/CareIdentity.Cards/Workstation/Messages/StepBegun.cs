namespace CareIdentity.Cards.Workstation.Messages;

/// <summary>The step that begins now, counted from 1, in words to show.</summary>
public sealed record StepBegun(int N, string Text) : ServiceMessage
{
    internal override string? Fault() => N is < 1 or > 100 ? "a step counts from 1 to 100" : Wire.TextFault("text", Text, 200);
}
