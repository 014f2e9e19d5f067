using CareIdentity.Audit;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>
/// Suspends a card that is somebody's: from this commit on it signs nobody in until it is released, and whoever asks for its certificates
/// is told that they are on hold (certificateHold, RFC 5280 §5.3.1).
/// </summary>
public sealed class HoldSmartcard(CareIdentityDb db, Authority authority, CertificateRegister certificates, AuditTrail audit, TimeProvider clock)
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

        if (string.IsNullOrWhiteSpace(reason.Text))
        {
            return SmartcardRefusals.ReasonMissing;
        }

        if (card.Hold(reason.Text.Trim(), clock.GetUtcNow()) is { } wrong)
        {
            return wrong;
        }

        await certificates.HoldOfCardAsync(card.Id, actor, reason, ct);
        audit.Record(actor, reason, new SmartcardHeld { ProfileId = card.HolderId!.Value, SmartcardId = card.Id, Card = card.Serial });
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record SmartcardHeld : CardEvent
{
    public override string InWords => $"Put smartcard {Card.Spoken} on hold: it signs nobody in until it is released.";
}
