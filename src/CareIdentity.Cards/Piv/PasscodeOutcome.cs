using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Piv;

/// <summary>Whether the card took a passcode or an unlocking key, and how many tries it leaves when it did not (SP 800-73-4 Part 2 §3.2.1 to §3.2.3).</summary>
public readonly record struct PasscodeOutcome(bool IsAccepted, int? TriesLeft)
{
    public bool IsBlocked => TriesLeft == 0;

    internal static PasscodeOutcome Read(string operation, ResponseApdu response) => response.Status switch
    {
        { IsSuccess: true } => new PasscodeOutcome(true, null),
        { TriesRemaining: { } left } => new PasscodeOutcome(false, left),
        var refused => throw new CardRefusedException(operation, refused),
    };
}
