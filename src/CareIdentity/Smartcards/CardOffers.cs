using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>Everything that can be done with a card that is somebody's, in the order in which a page shows it.</summary>
public enum OfferedAction
{
    ChangePasscode,
    Unlock,
    Renew,
    Repair,
    Hold,
    Release,

    /// <summary>Another card in its place, and this one ended, in one step.</summary>
    Replace,
    Cancel,
    Empty,
    Clear,
    ReturnToStock,
    Destroy,
}

/// <param name="WhyNot">Null where this actor may do it to this card now.</param>
public sealed record CardOffer(OfferedAction Action, Refusal? WhyNot);

/// <summary>
/// What an actor may do with a card now, and why not where not: asked of the same authority and rules that decide when it is done, so that a
/// page never offers what will be refused. What makes no sense in the card's state is left out.
/// </summary>
public sealed class CardOffers(CareIdentityDb db, CardAuthority cards, Authority authority, TimeProvider clock)
{
    public async Task<IReadOnlyList<CardOffer>> OfAsync(Guid smartcardId, Actor actor, CancellationToken ct)
    {
        var card = await db.Smartcards.AsNoTracking().FirstOrDefaultAsync(c => c.Id == smartcardId, ct);
        if (card is null)
        {
            return [];
        }

        var offers = new List<CardOffer>();
        foreach (var action in Sensible(card))
        {
            offers.Add(new CardOffer(action, await WhyNotAsync(action, card, actor, ct)));
        }

        return offers;
    }

    internal static IReadOnlyList<OfferedAction> Sensible(Smartcard card) => card.State switch
    {
        SmartcardState.Locked => [OfferedAction.Unlock, OfferedAction.Renew, OfferedAction.Repair, HoldOrRelease(card), OfferedAction.Replace, OfferedAction.Cancel, OfferedAction.Clear],
        SmartcardState.Active => [OfferedAction.ChangePasscode, OfferedAction.Unlock, OfferedAction.Renew, OfferedAction.Repair, HoldOrRelease(card), OfferedAction.Replace, OfferedAction.Cancel, OfferedAction.Clear],
        SmartcardState.Cancelled => card.HolderId is null ? [OfferedAction.Destroy] : [OfferedAction.Empty, OfferedAction.Destroy],
        SmartcardState.Cleared => [OfferedAction.ReturnToStock, OfferedAction.Cancel],
        SmartcardState.Blank => [OfferedAction.Cancel],
        _ => [],
    };

    private static OfferedAction HoldOrRelease(Smartcard card) => card.IsOnHold ? OfferedAction.Release : OfferedAction.Hold;

    private Task<Refusal?> WhyNotAsync(OfferedAction action, Smartcard card, Actor actor, CancellationToken ct) => action switch
    {
        OfferedAction.ChangePasscode => WorkAsync(CardOperationKind.ChangePasscode, card, actor, ct),
        OfferedAction.Unlock => WorkAsync(CardOperationKind.Unlock, card, actor, ct),
        OfferedAction.Renew => WorkAsync(CardOperationKind.Renew, card, actor, ct),
        OfferedAction.Repair => WorkAsync(CardOperationKind.Repair, card, actor, ct),
        OfferedAction.Clear => WorkAsync(CardOperationKind.Clear, card, actor, ct),
        OfferedAction.Empty => WorkAsync(CardOperationKind.Cancel, card, actor, ct),
        OfferedAction.Replace => ReplaceAsync(card, actor, ct),
        OfferedAction.ReturnToStock => authority.CheckAsync(actor, RaFunction.ClearSmartcard, card.StockOf, ct),
        OfferedAction.Cancel when card.HolderId == actor.ProfileId => Task.FromResult<Refusal?>(null),
        OfferedAction.Hold or OfferedAction.Release when card.HolderId == actor.ProfileId => Task.FromResult<Refusal?>(ProfileRefusals.OwnProfile),
        _ => authority.CheckForCardAsync(card, RaFunction.CancelSmartcard, actor, ct),
    };

    /// <summary>Who may do one half alone may not do it in one step.</summary>
    private async Task<Refusal?> ReplaceAsync(Smartcard card, Actor actor, CancellationToken ct) =>
        await WorkAsync(CardOperationKind.IssueLocked, card, actor, ct) ?? await cards.CheckReplacedAsync(card.Id, card.HolderId ?? Guid.Empty, actor, ct);

    /// <summary>Asked of an operation as it would be started; evidence, and why there is a card beside, is for its page to ask for.</summary>
    private Task<Refusal?> WorkAsync(CardOperationKind kind, Smartcard card, Actor actor, CancellationToken ct)
    {
        var planned = new CardOperation
        {
            Id = Guid.Empty,
            Kind = kind,
            ProfileId = card.HolderId ?? Guid.Empty,
            ReasonText = "",
            Evidence = "asked for on the page",
            BesideAnother = "asked for on the page",
            StartedAt = clock.GetUtcNow(),
        };
        if (!planned.IsIssue)
        {
            planned.ForCard(card.Id);
        }

        return cards.WouldRefuseAsync(planned, actor, ct);
    }
}
