using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Revocation;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Ends a card in the register: card, certificates and unfinished work, in the caller's one commit, which records the event that it gives. Whether the card is there does not
/// matter: nothing that is done to it afterwards makes it more cancelled.
/// </summary>
public sealed class CardCancelling(CareIdentityDb db, CertificateRegister certificates, AuditTrail audit, TimeProvider clock)
{
    internal async Task<Outcome<SmartcardCancelled>> CancelAsync(Guid smartcardId, CancelReason why, Reason reason, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == smartcardId, ct);
        var now = clock.GetUtcNow();
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        if (card.Cancel(why, now) is { } refusal)
        {
            return refusal;
        }

        if (await certificates.RevokeOfCardAsync(card.Id, card.HolderId, RevokedFor(why), actor, reason, ct) is { } notTheirs)
        {
            return notTheirs;
        }

        foreach (var operation in await UnfinishedAsync(card.Id, ct))
        {
            operation.Abandon(now);
            audit.Record(actor, new Reason("The card was cancelled."), CardOperationStopped.Of(operation));
        }

        return new SmartcardCancelled { ProfileId = card.HolderId, SmartcardId = card.Id, Card = card.Serial, Why = why };
    }

    /// <summary>RFC 5280 §5.3.1. A card in strange hands may be opened some day: its keys are not believed any more.</summary>
    internal static RevocationReason RevokedFor(CancelReason why) => why switch
    {
        CancelReason.Lost or CancelReason.Stolen => RevocationReason.KeyCompromise,
        CancelReason.Left => RevocationReason.AffiliationChanged,
        CancelReason.Superseded or CancelReason.NameChanged => RevocationReason.Superseded,
        CancelReason.Misuse => RevocationReason.PrivilegeWithdrawn,
        _ => RevocationReason.CessationOfOperation,
    };

    /// <summary>A running one finds out at its last step, which is refused; emptying a cancelled card goes on.</summary>
    private async Task<List<CardOperation>> UnfinishedAsync(Guid smartcardId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var open = await db.CardOperations
            .Where(o => o.SmartcardId == smartcardId && o.Kind != CardOperationKind.Cancel)
            .Where(o => o.State != CardOperationState.Done && o.State != CardOperationState.Abandoned)
            .ToListAsync(ct);
        return [.. open.Where(o => !o.IsRunning(now))];
    }
}

public sealed record SmartcardCancelled : CareEvent
{
    /// <summary>Null for a card in stock.</summary>
    public Guid? ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public required CancelReason Why { get; init; }

    public override string InWords => $"Cancelled smartcard {Card.Spoken}: {Why.InWords()}. Its certificates were revoked in the same step.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } holder
        ? [AuditSubject.Profile(holder), AuditSubject.Smartcard(SmartcardId)]
        : [AuditSubject.Smartcard(SmartcardId)];
}
