namespace CareIdentity.Web.Nhs;

/// <summary>Work on a card, step by step. The page opens again where it was: the steps come from the journal.</summary>
public sealed record StepperView(string Title, IReadOnlyList<StepView> Steps)
{
    public string? Reader { get; init; }

    public string? Card { get; init; }

    public string? Holder { get; init; }

    /// <summary>Where stopping safely is posted to; null when nothing is left to stop.</summary>
    public string? StopHref { get; init; }

    /// <summary>The card was not finished: where it goes on.</summary>
    public string? ContinueHref { get; init; }

    public int Finished => Steps.Count(s => s.State == StepState.Done);

    public StepView? Current => Steps.FirstOrDefault(s => s.State is StepState.Now or StepState.Failed);
}
