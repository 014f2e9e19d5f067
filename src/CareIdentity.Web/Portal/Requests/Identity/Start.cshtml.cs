using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>First page of a registration without a request: where, and who asked for it.</summary>
public sealed class StartModel(IdentityCases cases, OrganisationQueries organisations, SponsorOffers sponsors, Authority authority) : IdentityJourneyPage(cases)
{
    /// <summary>ODS code; the actor's own unless chosen.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>What was searched for in vain, to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "name")]
    public string? Searched { get; set; }

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Null only where the reader may not register anybody.</summary>
    public OrganisationView? Organisation { get; private set; }

    public SponsorOffer Offer { get; private set; } = new([], false);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindPlaceAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Trimmed(Searched) is { } searched && !Answers.HasDetails)
        {
            var names = searched.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            await KeepAsync(Answers with { GivenName = names[0], FamilyName = names.Length > 1 ? names[1] : "" });
            return LocalRedirect("/people/new");
        }

        (SponsorId, Note) = (Answers.SponsorId, Answers.Note);
        return Page();
    }

    public async Task<IActionResult> OnPostBeginAsync()
    {
        if (await FindPlaceAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Offer.People.Any(holder => holder.ProfileId == SponsorId))
        {
            ModelState.AddModelError(nameof(SponsorId), "Select who asked for it");
        }

        if (Trimmed(Note) is not { Length: <= 1000 })
        {
            ModelState.AddModelError(nameof(Note), "Say in 1,000 characters or fewer why nobody raised a request");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        await KeepAsync(Answers with { Organisation = Organisation!.Code.Value, SponsorId = SponsorId, InPlaceOfSponsor = Offer.InPlaceOfSponsor, Note = Trimmed(Note)! });
        return LocalRedirect(Address("details"));
    }

    public async Task<IActionResult> OnPostAnewAsync()
    {
        if (await FindUnannouncedAsync() is { } refused)
        {
            return refused;
        }

        await Drafts.ForgetAsync(Journey, Actor, Aborted);
        return LocalRedirect("/people/new");
    }

    private async Task<IActionResult?> FindPlaceAsync()
    {
        if (await FindUnannouncedAsync() is { } refused)
        {
            return refused;
        }

        await ReadDraftAsync();
        if (!OdsCode.TryParse(At ?? Answers.Organisation ?? Actor.Organisation?.Value, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        if (await authority.CheckAsync(Actor, RaFunction.CreateProfile, code, Aborted) is { } elsewhere)
        {
            return await RefusePageAsync(elsewhere);
        }

        Offer = await sponsors.OfAsync(code, Actor.ProfileId, Aborted);
        return null;
    }
}
