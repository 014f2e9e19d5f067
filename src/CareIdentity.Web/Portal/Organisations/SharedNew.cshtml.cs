using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>A Temporary Access Card or a robot on one page.</summary>
public sealed class SharedNewModel(OrganisationQueries organisations, Authority authority, SponsorOffers sponsors, CreateSharedProfile create) : OrganisationPage(organisations, authority)
{
    [BindProperty]
    public ProfileKind? Kind { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? SponsorId { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    public string? Notes { get; set; }

    public override string Tab => "shared";

    public SponsorOffer Offer { get; private set; } = new([], false);

    public async Task<IActionResult> OnGetAsync() => await FindOfferAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindOfferAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Kind is null)
        {
            ModelState.AddModelError(nameof(Kind), "Select what it is");
        }

        var email = EmailAddress.TryParse(Email, out var read) ? read : null;
        if (email is null && !string.IsNullOrWhiteSpace(Email))
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address in the right form, such as asha.patel@nhs.net");
        }

        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var outcome = await create.ExecuteAsync(
            new CreateSharedProfileRequest
            {
                Kind = Kind!.Value,
                Organisation = Organisation.Code,
                Name = Name ?? "",
                SponsorId = SponsorId,
                Email = email,
                Mobile = string.IsNullOrWhiteSpace(Mobile) ? null : Mobile.Trim(),
                Notes = Notes ?? "",
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var uuid))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"{Organisation.Code} {(Kind is ProfileKind.Robot ? "RPA" : "TAC")} {Name!.Trim()} exists. Give it a position and issue its card next.");
        return LocalRedirect($"/people/{uuid}");
    }

    private async Task<IActionResult?> FindOfferAsync()
    {
        if (await FindAsync(RaFunction.CreateSharedProfile) is { } elsewhere)
        {
            return elsewhere;
        }

        Offer = await sponsors.OfAsync(Organisation.Code, Actor.ProfileId, Aborted);
        return null;
    }
}
