namespace CareIdentity.Cards.Workstation;

/// <summary>Where passcodes are typed: a window of the card agent or of the training desk, never a page. Closes when its token is cancelled.</summary>
public interface IPasscodePrompt
{
    /// <summary>The next wrong passcode locks the card: does the person want to go on? False stops.</summary>
    ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct);

    /// <summary>The passcode that the card knows; null when the person stops.</summary>
    ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct);

    /// <summary>A new passcode, typed twice; null when the person stops.</summary>
    ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct);

    /// <summary>Says that the passcode is to be typed on the reader's own keys, until the token is cancelled.</summary>
    ValueTask PointToPinPadAsync(PasscodeContext context, CancellationToken untilTyped) => ValueTask.CompletedTask;
}
