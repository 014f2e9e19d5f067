namespace CareIdentity.Kernel;

/// <summary>
/// A refusal that a person can act on. The code never changes once published; the sentences may.
/// </summary>
/// <param name="Code">Stable, lower case, <c>room.reason</c>: <c>smartcard.already-cancelled</c>.</param>
/// <param name="Message">What is wrong, in one sentence.</param>
public sealed record Refusal(string Code, string Message)
{
    /// <summary>The rule behind it, in one sentence.</summary>
    public string? Why { get; init; }

    /// <summary>What to do next.</summary>
    public string? Next { get; init; }

    /// <summary>The form field that the refusal is about, as the request record names it.</summary>
    public string? Field { get; init; }

    /// <summary>Who could do it instead; pages turn this into names at the organisation.</summary>
    public HelpNeeded? Help { get; init; }
}

/// <summary>Names of those who may perform <paramref name="Function"/> at <paramref name="Organisation"/> would help the person refused.</summary>
public sealed record HelpNeeded(string Function, OdsCode Organisation);
