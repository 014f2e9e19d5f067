using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Ends a card, there or not. Holders report their own card lost or stolen here.</summary>
[BeforeRole]
public sealed class CancelModel(
    ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority, CancelSmartcard cancel, StartCardOperation start)
    : CardPage(profiles, cards, offers, authority)
{
    [BindProperty]
    public CancelReason? Why { get; set; }

    [BindProperty]
    public string? More { get; set; }

    [BindProperty]
    public string? Where { get; set; }

    public Refusal? WhyNot { get; private set; }

    public IEnumerable<CancelReason> Reasons => IsOwn ? [CancelReason.Lost, CancelReason.Stolen] : Enum.GetValues<CancelReason>();

    public async Task<IActionResult> OnGetAsync() => await FindOfferAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindOfferAsync() is { } missing)
        {
            return missing;
        }

        if (Why is not { } why || !Reasons.Contains(why))
        {
            ModelState.AddModelError(nameof(Why), "Select why the card is cancelled");
            return Page();
        }

        return Where == "here" && !IsOwn ? await CancelAndEmptyAsync(why) : await CancelAsync(why);
    }

    private async Task<IActionResult> CancelAsync(CancelReason why)
    {
        var outcome = await cancel.ExecuteAsync(new CancelSmartcardRequest { SmartcardId = Card.Id, Why = why, Reason = Words }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say($"Card {Card.Serial.Spoken} is cancelled. Its certificates are revoked from this moment.");
        return LocalRedirect(IsOwn ? "/me" : Here);
    }

    private async Task<IActionResult> CancelAndEmptyAsync(CancelReason why)
    {
        var outcome = await start.ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Cancel, ProfileId = Profile.Id, SmartcardId = Card.Id, CancelReason = why, Reason = Words }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out var admitted) ? await RefuseAsync(refusal) : CardWorkModel.Begin(this, admitted);
    }

    private Reason Words => new(More?.Trim() ?? "");

    private async Task<IActionResult?> FindOfferAsync()
    {
        if (!Session.Required.TermsAccepted)
        {
            return LocalRedirect("/sign-in/terms");
        }

        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!IsOffered(OfferedAction.Cancel, out var whyNot))
        {
            return NotFound();
        }

        WhyNot = whyNot;
        return whyNot is null ? null : await RefusePageAsync(whyNot);
    }
}
