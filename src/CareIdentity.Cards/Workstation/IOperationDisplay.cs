using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>Shows the person at the workstation what is done to which card, and lets them say no before anything is.</summary>
public interface IOperationDisplay
{
    /// <summary>Shows the operation, its kind in the program's own words beside the service's; false when the person does not want it.</summary>
    ValueTask<bool> BeginAsync(string origin, Operation operation, CardInReader card, CancellationToken ct);

    void ShowStep(StepBegun begun);

    void ShowEnd(RelayOutcome outcome);
}
