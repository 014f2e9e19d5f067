using CareIdentity.Applications;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>The way on for whoever cannot go on: somebody sees them.</summary>
[AllowAnonymous]
public sealed class InPersonModel(ApplicantDesk desk, AskInPerson ask) : ApplicantPage(desk)
{
    [BindProperty]
    public DateOnly? BornOn { get; set; }

    [BindProperty]
    public string? Why { get; set; }

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

        Wrong(Trimmed(Why) is null or { Length: > 500 }, nameof(Why), "Say in a few words what keeps you from going on");
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await ask.ExecuteAsync(new AskInPersonRequest { Token = Token, BornOn = BornOn, Why = Why! }, Applicant, Aborted);
        if (outcome.Refusal is { } refusal)
        {
            return await RefuseAsync(refusal, refusal.Field == nameof(PersonalDetails.DateOfBirth) ? nameof(BornOn) : null);
        }

        return LocalRedirect(ApplicantLinks.List);
    }
}
