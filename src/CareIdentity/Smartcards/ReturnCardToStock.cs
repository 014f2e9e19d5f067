using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>A cleared card, looked at and found good, is blank again and can be issued to somebody else.</summary>
public sealed class ReturnCardToStock(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(Guid smartcardId, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.FirstOrDefaultAsync(c => c.Id == smartcardId, ct);
        if (card is null)
        {
            return SmartcardRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ClearSmartcard, card.StockOf, ct) is { } refusal)
        {
            return refusal;
        }

        if (card.ReturnToStock() is { } wrong)
        {
            return wrong;
        }

        audit.Record(actor, Reason.None, new SmartcardReturnedToStock { SmartcardId = card.Id, Card = card.Serial, Organisation = card.StockOf });
        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record SmartcardReturnedToStock : CareEvent
{
    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Took the cleared card {Card.Spoken} back into stock.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Smartcard(SmartcardId), AuditSubject.Organisation(Organisation)];
}
