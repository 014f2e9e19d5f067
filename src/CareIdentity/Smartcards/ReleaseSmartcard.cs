using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>A card on hold may be used again, and so may what it carries. What was revoked for another reason stays revoked.</summary>
public sealed class ReleaseSmartcard(CareIdentityDb db, Authority authority, CertificateRegister certificates, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(Guid smartcardId, Reason reason, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == smartcardId, ct);
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        if ((card.HolderId == actor.ProfileId ? ProfileRefusals.OwnProfile : await authority.CheckForCardAsync(card, RaFunction.CancelSmartcard, actor, ct)) is { } refusal)
        {
            return refusal;
        }

        if (card.Release() is { } wrong)
        {
            return wrong;
        }

        await certificates.ReleaseOfCardAsync(card.Id, actor, reason, ct);
        audit.Record(actor, reason, new SmartcardReleased { ProfileId = card.HolderId!.Value, SmartcardId = card.Id, Card = card.Serial });
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record SmartcardReleased : CardEvent
{
    public override string InWords => $"Released smartcard {Card.Spoken}: it can be used again.";
}
