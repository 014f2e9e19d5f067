namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>What came of signing in with a card.</summary>
public abstract record WebEidOutcome
{
    private WebEidOutcome()
    {
    }

    public sealed record Token(WebEidToken Value) : WebEidOutcome;

    /// <summary>It cost a try; asking again is for the person to begin.</summary>
    public sealed record WrongPasscode(int? TriesLeft) : WebEidOutcome;

    /// <summary>Until it is unlocked.</summary>
    public sealed record CardLocked : WebEidOutcome;

    /// <summary>The person stopped.</summary>
    public sealed record Stopped(string Reason) : WebEidOutcome;

    /// <summary>No reader has a card that somebody could sign in with.</summary>
    public sealed record NoCard : WebEidOutcome;

    /// <param name="Reason">A plain sentence.</param>
    public sealed record CardError(string Reason) : WebEidOutcome;
}
