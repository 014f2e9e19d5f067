using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

public sealed record CancelSmartcardRequest
{
    public required Guid SmartcardId { get; init; }

    public required CancelReason Why { get; init; }

    public Reason Reason { get; init; } = Reason.None;
}

/// <summary>
/// Cancels a card without having it: one commit after which nothing that it carries is worth anything. Holders may report their own card
/// lost or stolen; nobody is asked for more before it has ended.
/// </summary>
public sealed class CancelSmartcard(CareIdentityDb db, Authority authority, CardCancelling cancelling, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(CancelSmartcardRequest request, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.SmartcardId, ct);
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        var refusal = card.HolderId == actor.ProfileId && !actor.IsService
            ? request.Why is CancelReason.Lost or CancelReason.Stolen ? null : ProfileRefusals.OwnProfile
            : await authority.CheckForCardAsync(card, RaFunction.CancelSmartcard, actor, ct);
        if (refusal is not null)
        {
            return refusal;
        }

        if ((await cancelling.CancelAsync(card.Id, request.Why, request.Reason, actor, ct)).IsRefused(out var over, out var cancelled))
        {
            return over;
        }

        audit.Record(actor, request.Reason, cancelled);
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
