using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>One card: what it is, and what the reader's role may do with it now; where not, why not.</summary>
public sealed class OneCardModel(
    ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority, ReleaseSmartcard release, DestroySmartcard destroy)
    : CardPage(profiles, cards, offers, authority)
{
    private Refusal? refused;

    public IEnumerable<LinkView> Actions => Offers.Select(offer => new LinkView(CardWords.Action(offer.Action), $"{Here}/{CardWords.Path(offer.Action)}")
    {
        WhyNot = offer.WhyNot is { } refusal ? $"{refusal.Message} {refusal.Next}".Trim() : null,
    });

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostReleaseAsync() =>
        await FindAsync() ?? Say(await release.ExecuteAsync(Card.Id, Reason.None, Actor, Aborted), $"Card {Card.Serial.Spoken} is released: it can be used again.") ?? await RefusedAsync();

    public async Task<IActionResult> OnPostDestroyAsync() =>
        await FindAsync() ?? Say(await destroy.ExecuteAsync(Card.Id, Reason.None, Actor, Aborted), $"Card {Card.Serial.Spoken} is recorded as destroyed.") ?? await RefusedAsync();

    private IActionResult? Say(Outcome<Done> outcome, string done)
    {
        if (outcome.IsRefused(out refused, out _))
        {
            return null;
        }

        Say(done);
        return LocalRedirect(Here);
    }

    private Task<IActionResult> RefusedAsync() => RefuseAsync(refused!);
}
