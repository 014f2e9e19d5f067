using CareIdentity.Applications;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>Who is abroad goes on; the checker is told, and sees them by video where that is needed.</summary>
[AllowAnonymous]
public sealed class PlaceModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty]
    public string? Answer { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Answer = Mine.Answers.IsInUk switch { true => "yes", false => "no", _ => null };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Wrong(Answer is not ("yes" or "no"), nameof(Answer), "Select yes or no");
        return ModelState.IsValid ? await KeepAsync(Mine.Answers with { IsInUk = Answer == "yes" }) : Page();
    }
}
