using CareIdentity.Audit;
using CareIdentity.Cards.Piv;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>One card of another estate, with the two keys that open it.</summary>
public sealed record AdoptedCard
{
    public const int PukLength = 8;

    public required CardSerial Serial { get; init; }

    public required PivAlgorithm ManagementAlgorithm { get; init; }

    /// <summary>Zeroed by whoever read it, after the request.</summary>
    public required ReadOnlyMemory<byte> ManagementKey { get; init; }

    /// <summary>The PUK: eight digits in ASCII. Zeroed likewise.</summary>
    public required ReadOnlyMemory<byte> UnblockingKey { get; init; }

    public bool IsWellFormed => ManagementAlgorithm.IsSymmetric()
        && ManagementKey.Length == ManagementAlgorithm.KeyLength()
        && UnblockingKey.Length == PukLength && !UnblockingKey.Span.ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>Never the keys.</summary>
    public override string ToString() => $"{nameof(AdoptedCard)} {Serial}";
}

public sealed record AdoptCardsRequest
{
    public required OdsCode Organisation { get; init; }

    public required IReadOnlyCollection<AdoptedCard> Cards { get; init; }
}

/// <summary>
/// Takes cards of another estate into stock with the keys that open them, sealed. The first issue gives such a card keys of ours, and what it
/// came with is forgotten in that commit. A card that is known already is left as it is.
/// </summary>
public sealed class AdoptCards(CareIdentityDb db, Authority authority, CardMasterSecret secrets, AdoptedKeys adopted, AuditTrail audit, TimeProvider clock)
{
    /// <summary>At once.</summary>
    public const int Most = 1000;

    public async Task<Outcome<BlankCardsTaken>> ExecuteAsync(AdoptCardsRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.IssueSmartcard, request.Organisation, ct) is { } refusal)
        {
            return refusal;
        }

        if (request.Cards.Count is 0 or > Most)
        {
            return SmartcardRefusals.SerialsMissing;
        }

        if (request.Cards.FirstOrDefault(card => !card.IsWellFormed) is { } wrong)
        {
            return SmartcardRefusals.KeysMalformed(wrong.Serial);
        }

        var serials = request.Cards.Select(card => card.Serial).ToList();
        var known = await db.Smartcards.Where(c => serials.Contains(c.Serial)).Select(c => c.Serial).ToListAsync(ct);
        var fresh = request.Cards.Where(card => !known.Contains(card.Serial)).DistinctBy(card => card.Serial).ToList();
        var (now, master) = (clock.GetUtcNow(), await secrets.CurrentAsync(ct));
        foreach (var one in fresh)
        {
            var card = new Smartcard { Id = Guid.CreateVersion7(now), Serial = one.Serial, StockOf = request.Organisation, RegisteredAt = now };
            db.Smartcards.Add(card);
            db.CardKeys.Add(new CardKeys { SmartcardId = card.Id });
            db.AdoptedCardKeys.Add(await adopted.SealAsync(card.Id, card.Serial, master, one, ct));
            audit.Record(actor, Reason.None, new SmartcardAdopted { SmartcardId = card.Id, Card = card.Serial, Organisation = request.Organisation });
        }

        return await db.SaveAsync(ct) is { } refused ? refused : new BlankCardsTaken(fresh.Count, known.Count);
    }
}

public sealed record SmartcardAdopted : CareEvent
{
    public required Guid SmartcardId { get; init; }

    public required CardSerial Card { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Adopted card {Card.Spoken} from another estate into stock.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Smartcard(SmartcardId), AuditSubject.Organisation(Organisation)];
}
