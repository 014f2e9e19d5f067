using CareIdentity.Applications;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>Who has no National Insurance number goes on without.</summary>
[AllowAnonymous]
public sealed class NumberModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        (Answer, Number) = (Mine.Answers.HasNumber switch { true => "yes", false => "no", _ => null }, Mine.Answers.Number);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        Wrong(Answer is not ("yes" or "no"), nameof(Answer), "Select yes or no");
        if (Answer == "yes" && NationalInsuranceNumber.WhatIsWrong(Number ?? "") is { } wrong)
        {
            ModelState.AddModelError(nameof(Number), wrong);
        }

        return ModelState.IsValid ? await KeepAsync(Mine.Answers with { HasNumber = Answer == "yes", Number = Answer == "yes" ? Trimmed(Number) : null }) : Page();
    }
}
