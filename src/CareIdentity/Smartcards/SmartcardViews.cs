using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>A card as it is drawn: series, state, expiry in words, what can be done next.</summary>
public sealed record SmartcardView
{
    public required Guid Id { get; init; }

    public required CardSerial Serial { get; init; }

    public required SmartcardState State { get; init; }

    public required OdsCode StockOf { get; init; }

    /// <summary>The profile under which the holder goes on.</summary>
    public Guid? HolderId { get; init; }

    public string? HolderName { get; init; }

    public DateTimeOffset? IssuedAt { get; init; }

    public string? IssuedBy { get; init; }

    public DateTimeOffset? LockedAt { get; init; }

    public CancelReason? CancelReason { get; init; }

    public DateTimeOffset? CancelledAt { get; init; }

    /// <summary>Suspended since then, and why.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    public string? HoldReason { get; init; }

    public string? BesideAnother { get; init; }

    public required int SelfRenewals { get; init; }

    /// <summary>The last day on which its certificates work; null where it has none that are active.</summary>
    public DateOnly? WorksUntil { get; init; }

    /// <summary>Days from today to that day; negative once it is past.</summary>
    public int? DaysLeft { get; init; }

    /// <summary>From when the holder may renew without help.</summary>
    public DateOnly? RenewableFrom { get; init; }

    /// <summary>Its series can neither sign in nor be renewed.</summary>
    public required bool IsRetired { get; init; }

    /// <summary>Work on it that was not finished: the page offers to continue.</summary>
    public Guid? UnfinishedOperationId { get; init; }

    public bool IsIssued => State is SmartcardState.Locked or SmartcardState.Active;
}

/// <summary>A card whose certificates end soon, for the home page and the holder's sponsor.</summary>
public sealed record ExpiringCard(Guid SmartcardId, CardSerial Serial, Guid ProfileId, UserUuid Uuid, string HolderName, DateOnly WorksUntil, int DaysLeft);

public sealed record ExpiringCards(IReadOnlyList<ExpiringCard> Rows, int Total);

public enum StepProgress
{
    ToDo,
    Now,
    Done,
}

/// <summary>One line of the stepper.</summary>
public sealed record StepView(CardStep Step, string InWords, StepProgress Progress);

/// <summary>An operation as the stepper page shows it, live or after an interruption.</summary>
public sealed record CardOperationView
{
    public required Guid Id { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required CardOperationState State { get; init; }

    public required Guid ProfileId { get; init; }

    public required string HolderName { get; init; }

    public CardSerial? Card { get; init; }

    public Guid? SmartcardId { get; init; }

    public required string StartedBy { get; init; }

    public required string ActingAs { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was interrupted, by stable code and in words.</summary>
    public string? TroubleCode { get; init; }

    public string? Trouble { get; init; }

    public required IReadOnlyList<StepView> Steps { get; init; }

    /// <summary>"This card was not finished. Continue": also when its node died.</summary>
    public required bool CanContinue { get; init; }

    public int DoneSteps => Steps.Count(step => step.Progress is StepProgress.Done);
}

/// <summary>One blank card, and since when it is in stock.</summary>
public sealed record BlankCard(CardSerial Serial, DateOnly Since);

/// <param name="Cards">Of one page.</param>
/// <param name="Total">All that are in stock.</param>
public sealed record BlankStock(IReadOnlyList<BlankCard> Cards, int Total);
