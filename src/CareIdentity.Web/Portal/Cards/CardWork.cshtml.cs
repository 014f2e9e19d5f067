using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>
/// Work on a card, live; after an interruption it opens again where it was. The ticket goes to the workstation from the page that asked
/// for it and stands in no address. Holders see work on their own cards here, whether or not they have a role.
/// </summary>
[BeforeRole]
public sealed class CardWorkModel(CardOperationQueries operations, ProfileQueries profiles, CardAuthority authority, ContinueCardOperation continues, StopCardOperation stop) : PortalPage
{
    private const string TicketKey = "CardTicket";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public CardOperationView Operation { get; private set; } = null!;

    public UserUuid Uuid { get; private set; } = null!;

    public string? Ticket { get; private set; }

    public bool IsOwn => Operation.ProfileId == Actor.ProfileId;

    public string Back => IsOwn ? "/me" : $"/people/{Uuid}/cards";

    public ConfirmationView Confirmation => CardWords.Confirmation(Operation) with
    {
        Next = IsOwn
            ? [new LinkView("My smartcards", "/me")]
            : [new LinkView($"Cards of {Operation.HolderName}", $"/people/{Uuid}/cards"), new LinkView("History", $"/people/{Uuid}/history")],
    };

    /// <summary>From a page that was given a ticket to this one, without an address that holds it (TempData: protected, one use).</summary>
    internal static IActionResult Begin(PageModel page, AdmittedOperation admitted)
    {
        page.TempData[TicketKey] = admitted.Ticket;
        return page.LocalRedirect($"/card-work/{admitted.OperationId}");
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        // The stepper's own polling must not use up what the page needs.
        Ticket = Request.Headers["Sec-Fetch-Dest"] == "empty" ? null : TempData[TicketKey] as string;
        return Page();
    }

    public async Task<IActionResult> OnPostContinueAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await continues.ExecuteAsync(Id, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out var admitted) ? await RefuseAsync(refusal) : Begin(this, admitted);
    }

    public async Task<IActionResult> OnPostGiveUpAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await stop.ExecuteAsync(Id, new Reason("Given up at the desk."), Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say("The work on this card was given up. Certificates that it had made are revoked.");
        return LocalRedirect(Back);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await operations.FindAsync(Id, Aborted) is not { } operation
            || await authority.CheckAsync(operation.Kind, operation.ProfileId, operation.SmartcardId, Actor, Aborted) is not null
            || await profiles.FindAsync(operation.ProfileId, Aborted) is not { } holder)
        {
            return NotFound();
        }

        (Operation, Uuid) = (operation, holder.Uuid);
        return null;
    }
}
