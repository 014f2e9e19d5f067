using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Before work on a card begins: what will happen, who must be there, and what has to be said. Holders open it for their own cards as well.</summary>
[BeforeRole]
public sealed class WorkModel(ProfileQueries profiles, SmartcardQueries cards, CardOffers offers, Authority authority, StartCardOperation start)
    : CardPage(profiles, cards, offers, authority)
{
    [BindProperty(SupportsGet = true)]
    public string Work { get; set; } = "";

    [BindProperty]
    public string? Why { get; set; }

    [BindProperty]
    public string? Evidence { get; set; }

    public OfferedAction Action { get; private set; }

    public Refusal? WhyNot { get; private set; }

    public bool AsksWhy => Action is OfferedAction.Repair or OfferedAction.Clear;

    public bool AsksEvidence => Action is OfferedAction.Renew && Card.DaysLeft < 0 && !IsOwn;

    public async Task<IActionResult> OnGetAsync() => await FindWorkAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindWorkAsync() is { } missing)
        {
            return missing;
        }

        if (AsksWhy && string.IsNullOrWhiteSpace(Why))
        {
            ModelState.AddModelError(nameof(Why), "Enter why this is needed");
            return Page();
        }

        if (AsksEvidence && string.IsNullOrWhiteSpace(Evidence))
        {
            ModelState.AddModelError(nameof(Evidence), "Enter which photo ID you checked");
            return Page();
        }

        var outcome = await start.ExecuteAsync(
            new StartCardOperationRequest
            {
                Kind = CardWords.Kind(Action),
                ProfileId = Profile.Id,
                SmartcardId = Card.Id,
                Reason = new Reason(Why?.Trim() ?? "") { Evidence = string.IsNullOrWhiteSpace(Evidence) ? null : Evidence.Trim() },
            },
            Actor,
            Aborted);
        return outcome.IsRefused(out var refusal, out var admitted) ? await RefuseAsync(refusal) : CardWorkModel.Begin(this, admitted);
    }

    private async Task<IActionResult?> FindWorkAsync()
    {
        if (!Session.Required.TermsAccepted)
        {
            return LocalRedirect("/sign-in/terms");
        }

        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (CardWords.Work(Work) is not { } action || !IsOffered(action, out var whyNot))
        {
            return NotFound();
        }

        (Action, WhyNot) = (action, whyNot);
        return whyNot is null ? null : await RefusePageAsync(whyNot);
    }
}
