using CareIdentity.Applications;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>The date of birth.</summary>
[AllowAnonymous]
public sealed class BornModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty]
    public DateOnly? BornOn { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        BornOn = Mine.Answers.BornOn;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (ModelState.IsValid && PersonalDetailsRules.Check(new PersonalDetails { GivenName = "A", FamilyName = "A", DateOfBirth = BornOn }, Today) is { } refusal)
        {
            ModelState.AddModelError(nameof(BornOn), refusal.Message);
        }

        return ModelState.IsValid ? await KeepAsync(Mine.Answers with { BornOn = BornOn }) : Page();
    }
}
