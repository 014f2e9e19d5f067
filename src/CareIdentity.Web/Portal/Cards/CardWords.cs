using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Cards and work on them, as pages draw them.</summary>
internal static class CardWords
{
    public static StateView State(Smartcards.SmartcardView card) => card switch
    {
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
        _ => $"Unlock the smartcard of {operation.HolderName}",
    };

    private static Nhs.StepView Step(Smartcards.StepView step, CardOperationState state) => new(step.InWords, step.Progress switch
    {
        StepProgress.Done => StepState.Done,
        StepProgress.Now => state is CardOperationState.Interrupted ? StepState.Failed : StepState.Now,
        _ => StepState.ToDo,
    })
    {
        Detail = step.Step is CardStep.HandOver or CardStep.HolderUnlocks ? "The holder types the new passcode twice on the reader's window" : null,
    };
}
