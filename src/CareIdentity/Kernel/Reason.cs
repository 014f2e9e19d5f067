namespace CareIdentity.Kernel;

/// <summary>Why a change was made, in the words of the person who made it, and where the evidence lies. First-class in every audit event.</summary>
/// <param name="Text">Up to 1,000 characters; empty where the use case itself is the reason.</param>
public sealed record Reason(string Text)
{
    public static readonly Reason None = new("");

    /// <summary>A document, form or ticket that shows it; up to 200 characters.</summary>
    public string? Evidence { get; init; }
}
