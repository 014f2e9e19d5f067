using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>A cancelled card was cut up.</summary>
public sealed class DestroySmartcard(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(Guid smartcardId, Reason reason, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == smartcardId, ct);
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        if (await authority.CheckForCardAsync(card, RaFunction.CancelSmartcard, actor, ct) is { } refusal)
        {
            return refusal;
        }

        if (card.Destroy() is { } wrong)
        {
            return wrong;
        }

        audit.Record(actor, reason, new SmartcardDestroyed { ProfileId = card.HolderId, SmartcardId = card.Id, Card = card.Serial });
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record SmartcardDestroyed : CareEvent
{
    public Guid? ProfileId { get; init; }

    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public override string InWords => $"Destroyed the cancelled smartcard {Card.Spoken}.";

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } holder
        ? [AuditSubject.Profile(holder), AuditSubject.Smartcard(SmartcardId)]
        : [AuditSubject.Smartcard(SmartcardId)];
}
