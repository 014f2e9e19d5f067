using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

public sealed record RegisterBlankCardsRequest
{
    /// <summary>The Registration Authority that received them.</summary>
    public required OdsCode Organisation { get; init; }

    public required IReadOnlyCollection<CardSerial> Serials { get; init; }
}

/// <summary>Takes a delivery of blank cards into stock. Repeating it does no harm: cards that are known already are counted, not changed.</summary>
public sealed class RegisterBlankCards(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    /// <summary>At once.</summary>
    public const int Most = 5000;

    public async Task<Outcome<BlankCardsTaken>> ExecuteAsync(RegisterBlankCardsRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.IssueSmartcard, request.Organisation, ct) is { } refusal)
        {
            return refusal;
        }

        if (request.Serials.Count is 0 or > Most)
        {
            return SmartcardRefusals.SerialsMissing;
        }

        var known = await db.Smartcards.Where(c => request.Serials.Contains(c.Serial)).Select(c => c.Serial).ToListAsync(ct);
        var fresh = request.Serials.Except(known).Order(Comparer<CardSerial>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))).ToList();
        if (fresh.Count == 0)
        {
            return new BlankCardsTaken(0, known.Count);
        }

        var now = clock.GetUtcNow();
        foreach (var serial in fresh)
        {
            var card = new Smartcard { Id = Guid.CreateVersion7(now), Serial = serial, StockOf = request.Organisation, RegisteredAt = now };
            db.Smartcards.Add(card);
            db.CardKeys.Add(new CardKeys { SmartcardId = card.Id });
        }

        audit.Record(actor, Reason.None, new BlankCardsRegistered
        {
            Organisation = request.Organisation,
            Count = fresh.Count,
            First = fresh[0],
            Last = fresh[^1],
        });

        return await db.SaveAsync(ct) is { } refused ? refused : new BlankCardsTaken(fresh.Count, known.Count);
    }
}

public sealed record BlankCardsTaken(int Registered, int KnownAlready);

public sealed record BlankCardsRegistered : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required int Count { get; init; }

    public required CardSerial First { get; init; }

    public required CardSerial Last { get; init; }

    public override string InWords => Count == 1
        ? $"Took blank card {First.Spoken} into stock."
        : $"Took {Count} blank cards into stock, {First.Spoken} to {Last.Spoken}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
