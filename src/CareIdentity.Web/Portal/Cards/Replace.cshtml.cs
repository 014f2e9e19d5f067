using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>A card that is lost, stolen or of no more use, and another in its place: the old one has ended before the new one is begun.</summary>
public sealed class ReplaceModel(ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority, StartCardOperation start)
    : CardPage(profiles, cards, offers, authority)
{
    [BindProperty]
    public CancelReason? Why { get; set; }

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? More { get; set; }

    public Refusal? WhyNot { get; private set; }

    /// <summary>Whose holder goes on needing a card.</summary>
    public static IReadOnlyList<CancelReason> Reasons { get; } =
        [CancelReason.Lost, CancelReason.Stolen, CancelReason.Damaged, CancelReason.Failed, CancelReason.NameChanged, CancelReason.Superseded];

    public async Task<IActionResult> OnGetAsync() => await FindOfferAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindOfferAsync() is { } missing)
        {
            return missing;
        }

        ModelState.Clear();
        if (Why is not { } why || !Reasons.Contains(why))
        {
            ModelState.AddModelError(nameof(Why), "Select why the card is replaced");
        }

        if (How is not ("now" or "locked"))
        {
            ModelState.AddModelError(nameof(How), "Select how the new card reaches its holder");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var outcome = await start.ExecuteAsync(
            new StartCardOperationRequest
            {
                Kind = How == "now" ? CardOperationKind.Issue : CardOperationKind.IssueLocked,
                ProfileId = Profile.Id,
                Replaces = Card.Id,
                CancelReason = Why,
                BesideAnother = Card.BesideAnother,
                Reason = new Reason(More?.Trim() ?? ""),
            },
            Actor,
            Aborted);
        return outcome.IsRefused(out var refusal, out var admitted) ? await RefuseAsync(refusal) : CardWorkModel.Begin(this, admitted);
    }

    private async Task<IActionResult?> FindOfferAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!IsOffered(OfferedAction.Replace, out var whyNot))
        {
            return NotFound();
        }

        WhyNot = whyNot;
        return whyNot is null ? null : await RefusePageAsync(whyNot);
    }
}
