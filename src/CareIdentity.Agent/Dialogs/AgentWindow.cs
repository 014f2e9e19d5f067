using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Agent.Dialogs;

/// <summary>The agent's own windows: where passcodes are typed and an operation is agreed to. No page can read, fill or close them.</summary>
internal sealed class AgentWindow(IDialogs dialogs) : IPasscodePrompt, IOperationDisplay
{
    public const string PasscodeTitle = "Smartcard passcode";
    public const string NewPasscodeTitle = "New smartcard passcode";
    public const string LastTryTitle = "One try is left";
    public const string AgreeTitle = "Allow this on the card?";
    public const string CardTitle = "Put your smartcard in";

    public ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct) =>
        dialogs.ConfirmAsync(LastTryTitle, DialogText.Of(context, "If the passcode is wrong now, the card locks and somebody has to unlock it. Go on only if you are sure of it."), "Go on", "Stop", ct);

    public ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct) =>
        dialogs.AskAsync(PasscodeTitle, DialogText.Of(context, "Type the passcode of the smartcard."), ct);

    public ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct) =>
        dialogs.AskTwiceAsync(NewPasscodeTitle, DialogText.Of(context, "Choose a new passcode of 6 to 8 digits."), ct);

    public ValueTask PointToPinPadAsync(PasscodeContext context, CancellationToken untilTyped) =>
        dialogs.ShowAsync(PasscodeTitle, DialogText.Of(context, "Type the passcode on the keys of the card reader, then press its OK key."), untilTyped);

    public ValueTask<bool> BeginAsync(string origin, Operation operation, CardInReader card, CancellationToken ct) =>
        dialogs.ConfirmAsync(
            AgreeTitle,
            DialogText.Of(
                new PasscodeContext { Origin = origin, InWords = operation.InWords, Holder = operation.Holder, Reader = card.Reader, Why = $"To the card: {InOwnWords(operation.Kind)}." },
                card.Serial is { } serial ? $"Card number: {serial}" : ""),
            "Allow",
            "Stop",
            ct);

    /// <summary>The page shows the steps from the service's journal.</summary>
    public void ShowStep(StepBegun begun)
    {
    }

    /// <summary>So it does the end.</summary>
    public void ShowEnd(RelayOutcome outcome)
    {
    }

    /// <summary>Until a card is in, or the person closes the window.</summary>
    public ValueTask AskForCardAsync(string origin, CancellationToken untilThere) =>
        dialogs.ShowAsync(CardTitle, $"{origin} asks:\nSign in with your smartcard\n\nPut your smartcard into the card reader.", untilThere);

    /// <summary>What the guard lets through, not what the service says it does.</summary>
    private static string InOwnWords(OperationKind kind) => kind switch
    {
        OperationKind.Issue => "new keys, new certificates and a passcode",
        OperationKind.IssueLocked => "new keys and new certificates; it stays locked",
        OperationKind.Unlock => "a new passcode",
        OperationKind.ChangePasscode => "another passcode",
        OperationKind.Renew => "new keys and new certificates",
        OperationKind.Repair => "what is missing on it is written again",
        OperationKind.Clear or OperationKind.Cancel => "everything on it is erased",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of operation."),
    };
}
