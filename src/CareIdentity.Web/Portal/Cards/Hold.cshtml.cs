using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Suspends a card for a while, with a reason.</summary>
public sealed class HoldModel(ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority, HoldSmartcard hold)
    : CardPage(profiles, cards, offers, authority)
{
    [BindProperty]
    public string? Why { get; set; }

    public Refusal? WhyNot { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindOfferAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindOfferAsync() is { } missing)
        {
            return missing;
        }

        if (string.IsNullOrWhiteSpace(Why))
        {
            ModelState.AddModelError(nameof(Why), "Enter why the card is put on hold");
            return Page();
        }

        if ((await hold.ExecuteAsync(Card.Id, new Reason(Why.Trim()), Actor, Aborted)).IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say($"Card {Card.Serial.Spoken} is on hold: it signs nobody in until it is released.");
        return LocalRedirect(Here);
    }

    private async Task<IActionResult?> FindOfferAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!IsOffered(OfferedAction.Hold, out var whyNot))
        {
            return NotFound();
        }

        WhyNot = whyNot;
        return whyNot is null ? null : await RefusePageAsync(whyNot);
    }
}
