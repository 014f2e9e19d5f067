using CareIdentity.Cards.Iso7816;

namespace CareIdentity.Cards.Workstation;

/// <summary>What came of a command that needed a passcode.</summary>
internal abstract record PasscodeEntryOutcome
{
    private PasscodeEntryOutcome()
    {
    }

    /// <summary>The card's verdict. No data: these commands have none, and a card that sends some might send back what was typed.</summary>
    public sealed record Answered(StatusWord Status) : PasscodeEntryOutcome;

    /// <summary>Nothing was sent.</summary>
    public sealed record NotGiven(StopCode Code, string Reason) : PasscodeEntryOutcome;
}
