namespace CareIdentity.Cards.Workstation;

/// <summary>What stands beside the question for a passcode, so that the person knows what they agree to.</summary>
public sealed record PasscodeContext
{
    /// <summary>Who asks: the web origin, as the browser said it.</summary>
    public required string Origin { get; init; }

    /// <summary>"Renew the certificates of Asha Patel's smartcard".</summary>
    public required string InWords { get; init; }

    /// <summary>Whose card; null where the card alone knows.</summary>
    public string? Holder { get; init; }

    public required string Reader { get; init; }

    /// <summary>The step that needs it.</summary>
    public required string Why { get; init; }

    /// <summary>Null where the card does not say, or where none can be lost.</summary>
    public int? TriesLeft { get; init; }

    /// <summary>What was wrong with what was typed before; no try was spent on it.</summary>
    public PasscodeViolation? Violation { get; init; }

    /// <summary>A wrong passcode now locks the card.</summary>
    public bool IsLastTry => TriesLeft == 1;
}
