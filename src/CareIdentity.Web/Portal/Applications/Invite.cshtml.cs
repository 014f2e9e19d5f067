using CareIdentity.Access;
using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>One person: their name as far as it is known, and the address that the link goes to.</summary>
public sealed class InviteModel(InviteApplicants invite, PositionQueries positions, SponsorQueries sponsors, Authority authority) : InvitePage(invite, positions, sponsors, authority)
{
    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public async Task<IActionResult> OnGetAsync() => await FindPlaceAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindPlaceAsync() is { } refused)
        {
            return refused;
        }

        CheckShape();
        if (!EmailAddress.TryParse(Email, out var email))
        {
            ModelState.AddModelError(nameof(Email), ApplicationRefusals.EmailMissing.Message);
        }

        if (!ModelState.IsValid || email is null)
        {
            return Page();
        }

        if (await InviteAsync([new InvitedPerson(GivenName?.Trim() ?? "", FamilyName?.Trim() ?? "", email)]) is { } refusal)
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"{GivenName} {FamilyName} is invited. The link is on its way to {email}.");
        return LocalRedirect("/applications?list=open");
    }
}
