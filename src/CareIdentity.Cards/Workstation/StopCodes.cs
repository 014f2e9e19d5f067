namespace CareIdentity.Cards.Workstation;

/// <summary>What follows from a stop.</summary>
public static class StopCodes
{
    /// <summary>The passcode was not given: the plan may ask again, or end in order.</summary>
    public static bool IsAboutPasscode(this StopCode code) => code is StopCode.PasscodeNotGiven or StopCode.LastTryNotTaken or StopCode.CardLocked;

    /// <summary>No command reaches the card any more in this conversation.</summary>
    public static bool IsFinal(this StopCode code) => !code.IsAboutPasscode() && code != StopCode.CardReset;
}
