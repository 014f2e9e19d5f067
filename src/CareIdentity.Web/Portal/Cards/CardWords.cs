using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Cards and work on them, as pages draw them.</summary>
internal static class CardWords
{
    public static StateView State(Smartcards.SmartcardView card) => card switch
    {
        { IsIssued: true, HeldAt: not null } => StateView.Stopped("On hold"),
        { State: SmartcardState.Active, DaysLeft: < 0 } => StateView.Stopped("Expired"),
        { State: SmartcardState.Active, DaysLeft: <= 90 } => StateView.Soon("Expires soon"),
        { State: SmartcardState.Active } => StateView.Good("Active"),
        { State: SmartcardState.Locked } => StateView.Stopped("Locked"),
        { State: SmartcardState.Cancelled } => StateView.Ended("Cancelled"),
        { State: SmartcardState.Blank } => StateView.Neutral("Blank"),
        _ => StateView.Ended(card.State.ToString()),
    };

    public static StepperView Stepper(CardOperationView operation) => new(Title(operation), [.. operation.Steps.Select(step => Step(step, operation.State))])
    {
        Card = operation.Card?.Spoken,
        Holder = operation.HolderName,
    };

    public static string Title(CardOperationView operation) => operation.Kind switch
    {
        CardOperationKind.Issue => $"Issue a smartcard to {operation.HolderName}",
        CardOperationKind.IssueLocked => $"Issue a locked smartcard for {operation.HolderName}",
        CardOperationKind.ChangePasscode => $"Change the passcode of the smartcard of {operation.HolderName}",
        CardOperationKind.Renew => $"Renew the smartcard of {operation.HolderName}",
        CardOperationKind.Repair => $"Repair the smartcard of {operation.HolderName}",
        CardOperationKind.Clear => $"Clear the smartcard of {operation.HolderName}",
        CardOperationKind.Cancel => $"Empty the cancelled smartcard of {operation.HolderName}",
        _ => $"Unlock the smartcard of {operation.HolderName}",
    };

    public static ConfirmationView Confirmation(CardOperationView operation) => operation.Kind switch
    {
        CardOperationKind.Issue => new($"The smartcard of {operation.HolderName} is issued") { Effective = $"Card {operation.Card?.Spoken} can be used to sign in now." },
        CardOperationKind.IssueLocked => new($"The smartcard of {operation.HolderName} is issued")
        {
            Effective = $"Card {operation.Card?.Spoken} is locked. Its holder unlocks it with somebody who can, then signs in.",
        },
        CardOperationKind.ChangePasscode => new($"The passcode of the smartcard of {operation.HolderName} is changed") { Effective = "The new one is needed from now on." },
        CardOperationKind.Renew => new($"The smartcard of {operation.HolderName} is renewed") { Effective = $"Card {operation.Card?.Spoken} has new certificates; the old ones have ended." },
        CardOperationKind.Repair => new($"The smartcard of {operation.HolderName} is repaired") { Effective = $"Card {operation.Card?.Spoken} can be used to sign in now." },
        CardOperationKind.Clear => new("The card is cleared") { Effective = $"Nothing of {operation.HolderName} is left on card {operation.Card?.Spoken}. Look at it, then take it back into stock." },
        CardOperationKind.Cancel => new("The cancelled card is emptied and locked") { Effective = $"Card {operation.Card?.Spoken} can be destroyed." },
        _ => new($"The smartcard of {operation.HolderName} is unlocked") { Effective = $"Card {operation.Card?.Spoken} can be used to sign in now." },
    };

    public static string Action(OfferedAction action) => action switch
    {
        OfferedAction.ChangePasscode => "Change the passcode",
        OfferedAction.Unlock => "Unlock with the holder",
        OfferedAction.Renew => "Renew the certificates",
        OfferedAction.Repair => "Repair",
        OfferedAction.Hold => "Put on hold",
        OfferedAction.Release => "Release",
        OfferedAction.Replace => "Replace: cancel it and issue another in its place",
        OfferedAction.Cancel => "Cancel: lost, stolen, damaged, no longer needed",
        OfferedAction.Empty => "Empty the cancelled card",
        OfferedAction.Clear => "Clear for reuse",
        OfferedAction.ReturnToStock => "Take back into stock",
        OfferedAction.Destroy => "Record as destroyed",
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    /// <summary>The last part of the address of its page.</summary>
    public static string Path(OfferedAction action) => action is OfferedAction.ChangePasscode ? "passcode" : action.ToString().ToLowerInvariant();

    /// <summary>The kinds that begin on the page of their name, with the card in a reader.</summary>
    public static OfferedAction? Work(string path) =>
        new[] { OfferedAction.ChangePasscode, OfferedAction.Renew, OfferedAction.Repair, OfferedAction.Clear, OfferedAction.Empty }
            .Where(action => Path(action) == path)
            .Select(action => (OfferedAction?)action)
            .FirstOrDefault();

    public static CardOperationKind Kind(OfferedAction action) => action switch
    {
        OfferedAction.ChangePasscode => CardOperationKind.ChangePasscode,
        OfferedAction.Unlock => CardOperationKind.Unlock,
        OfferedAction.Renew => CardOperationKind.Renew,
        OfferedAction.Repair => CardOperationKind.Repair,
        OfferedAction.Clear => CardOperationKind.Clear,
        OfferedAction.Empty => CardOperationKind.Cancel,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "Needs no card."),
    };

    /// <summary>What will happen, before it begins.</summary>
    public static string Happens(OfferedAction action, bool isOwn) => action switch
    {
        OfferedAction.ChangePasscode => isOwn
            ? "You type the old passcode and twice the new one, in the reader's window."
            : "The holder must be with you and types the old passcode and twice the new one; you do not look.",
        OfferedAction.Renew => isOwn
            ? "You type your passcode, twice in all. New keys are made on the card and the old certificates end. You stay signed in."
            : "The holder must be with you and types the passcode. New keys are made on the card and the old certificates end.",
        OfferedAction.Repair => "The holder must be with you and types the passcode. Everything on the card is made new; the old certificates end.",
        OfferedAction.Clear => "The holder's certificates end and everything is taken off the card. It can be issued to somebody else afterwards.",
        OfferedAction.Empty => "Everything is taken off the card, and it is locked for good.",
        _ => "The holder must be with you and types a new passcode; you do not look.",
    };

    public static string Sentence(CancelReason reason)
    {
        var words = reason.InWords();
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static string Times(int times) => times switch
    {
        0 => "Never",
        1 => "Once",
        _ => $"{times} times",
    };

    private static Nhs.StepView Step(Smartcards.StepView step, CardOperationState state) => new(step.InWords, step.Progress switch
    {
        StepProgress.Done => StepState.Done,
        StepProgress.Now => state is CardOperationState.Interrupted ? StepState.Failed : StepState.Now,
        _ => StepState.ToDo,
    })
    {
        Detail = step.Step is CardStep.HandOver or CardStep.HolderUnlocks or CardStep.HolderChangesPasscode ? "The holder types the new passcode twice on the reader's window" : null,
    };
}
