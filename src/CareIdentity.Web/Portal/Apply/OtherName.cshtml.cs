using CareIdentity.Applications;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>A changed name is no dead end: it is said, and shown by one more picture.</summary>
[AllowAnonymous]
public sealed class OtherNameModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? OtherName { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        (Answer, OtherName) = (Mine.Answers.HasOtherName switch { true => "yes", false => "no", _ => null }, Mine.Answers.OtherName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Wrong(Answer is not ("yes" or "no"), nameof(Answer), "Select yes or no");
        Wrong(Answer == "yes" && (Trimmed(OtherName) is null or { Length: > 200 }), nameof(OtherName), "Enter the other name, in 200 letters or fewer");
        return ModelState.IsValid ? await KeepAsync(Mine.Answers with { HasOtherName = Answer == "yes", OtherName = Answer == "yes" ? Trimmed(OtherName) : null }) : Page();
    }
}
