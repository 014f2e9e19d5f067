using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

public sealed record StartCardOperationRequest
{
    public required CardOperationKind Kind { get; init; }

    /// <summary>Who the card is, or will be, for.</summary>
    public required Guid ProfileId { get; init; }

    /// <summary>The card to work on; null for an issue, which takes whatever blank card is in the reader.</summary>
    public Guid? SmartcardId { get; init; }

    /// <summary>Why this person needs a card beside the one they have.</summary>
    public string? BesideAnother { get; init; }

    /// <summary>The holder's card in whose place an issued one comes: it ends before the new one is begun.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>Why a card is cancelled or replaced; null where it already is cancelled and is only to be emptied.</summary>
    public CancelReason? CancelReason { get; init; }

    public Reason Reason { get; init; } = Reason.None;
}

/// <summary>
/// Allows one piece of work on one card and gives the ticket for it. The sponsor of the person, the person, and everybody without the
/// right role or reach are refused here, before a card is touched. Unfinished work of the same kind is taken up again.
/// </summary>
public sealed class StartCardOperation(
    CareIdentityDb db, CardAuthority authority, CardCancelling cancelling, OperationTickets tickets, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<AdmittedOperation>> ExecuteAsync(StartCardOperationRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(request.Kind, request.ProfileId, request.SmartcardId, actor, ct) is { } refusal)
        {
            return refusal;
        }

        if (IsIncomplete(request) is { } missing)
        {
            return missing;
        }

        var operation = await UnfinishedAsync(request, ct) ?? NewOperation(request);
        if (operation.IsRunning(clock.GetUtcNow()))
        {
            return SmartcardRefusals.OperationRunning;
        }

        if (await EndAsync(request, operation, actor, ct) is { } over)
        {
            return over;
        }

        if (await authority.DecideAsync(operation, actor, ct) is { } wrong)
        {
            return wrong;
        }

        var admitted = tickets.Admit(operation, actor);

        audit.Record(actor, request.Reason, new CardOperationStarted { OperationId = operation.Id, Kind = request.Kind, ProfileId = request.ProfileId, SmartcardId = operation.SmartcardId });

        return await db.SaveAsync(ct) is { } refused ? refused : admitted;
    }

    /// <summary>A card that is to end has ended from this commit on, whether it ever comes into a reader, and whether the one in its place is ever finished, or not.</summary>
    private async Task<Refusal?> EndAsync(StartCardOperationRequest request, CardOperation operation, Actor actor, CancellationToken ct)
    {
        if ((request.Kind is CardOperationKind.Cancel ? operation.SmartcardId : request.Replaces) is not { } card || request.CancelReason is not { } why)
        {
            return null;
        }

        if (operation.IsIssue && await authority.CheckReplacedAsync(card, request.ProfileId, actor, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        if ((await cancelling.CancelAsync(card, why, request.Reason, actor, ct)).IsRefused(out var over, out var cancelled))
        {
            return over;
        }

        audit.Record(actor, request.Reason, cancelled);
        return null;
    }

    private static Refusal? IsIncomplete(StartCardOperationRequest request) => request switch
    {
        { Replaces: not null, CancelReason: null } => SmartcardRefusals.ReasonMissing,
        { Kind: CardOperationKind.Issue or CardOperationKind.IssueLocked } => null,
        { SmartcardId: null } => SmartcardRefusals.CardMissing,
        { Kind: CardOperationKind.Repair or CardOperationKind.Clear, Reason.Text: "" } => SmartcardRefusals.ReasonMissing,
        _ => null,
    };

    private Task<CardOperation?> UnfinishedAsync(StartCardOperationRequest request, CancellationToken ct) =>
        db.CardOperations
            .Where(o => o.ProfileId == request.ProfileId && o.Kind == request.Kind)
            .Where(o => o.State != CardOperationState.Done && o.State != CardOperationState.Abandoned)
            .Where(o => request.SmartcardId == null || o.SmartcardId == request.SmartcardId)
            .OrderByDescending(o => o.Id)
            .FirstOrDefaultAsync(ct);

    private CardOperation NewOperation(StartCardOperationRequest request)
    {
        var now = clock.GetUtcNow();
        var operation = new CardOperation
        {
            Id = Guid.CreateVersion7(now),
            Kind = request.Kind,
            ProfileId = request.ProfileId,
            ReasonText = request.Reason.Text,
            Evidence = request.Reason.Evidence,
            BesideAnother = string.IsNullOrWhiteSpace(request.BesideAnother) ? null : request.BesideAnother.Trim(),
            StartedAt = now,
        };
        if (request.SmartcardId is { } card)
        {
            operation.ForCard(card);
        }

        db.CardOperations.Add(operation);
        return operation;
    }
}

public sealed record CardOperationStarted : CareEvent
{
    public required Guid OperationId { get; init; }

    public required CardOperationKind Kind { get; init; }

    public required Guid ProfileId { get; init; }

    public Guid? SmartcardId { get; init; }

    public override string InWords => Kind switch
    {
        CardOperationKind.Issue => "Started to issue a smartcard.",
        CardOperationKind.IssueLocked => "Started to issue a smartcard that is sent locked.",
        CardOperationKind.ChangePasscode => "Started to change the passcode of a smartcard.",
        CardOperationKind.Renew => "Started to renew a smartcard.",
        CardOperationKind.Repair => "Started to repair a smartcard.",
        CardOperationKind.Clear => "Started to clear a smartcard for reuse.",
        CardOperationKind.Cancel => "Started to empty a cancelled smartcard.",
        _ => "Started to unlock a smartcard.",
    };

    public override IEnumerable<AuditSubject> Subjects => SmartcardId is { } card
        ? [AuditSubject.Profile(ProfileId), AuditSubject.Smartcard(card)]
        : [AuditSubject.Profile(ProfileId)];
}
