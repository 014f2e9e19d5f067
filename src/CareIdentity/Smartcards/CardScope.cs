using CareIdentity.Kernel;

namespace CareIdentity.Smartcards;

/// <summary>Where a card belongs: to the organisations of its holder, or in stock to the Registration Authority that keeps it.</summary>
internal static class CardScope
{
    public static Task<Refusal?> CheckForCardAsync(this Authority authority, Smartcard card, RaFunction function, Actor actor, CancellationToken ct) =>
        card.HolderId is { } holder
            ? authority.CheckForProfileAsync(actor, function, holder, ct)
            : authority.CheckAsync(actor, function, card.StockOf, ct);
}
