using CareIdentity.Applications;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>The name as on the documents, which may be another than the inviter typed.</summary>
[AllowAnonymous]
public sealed class NameModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? MiddleNames { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        (GivenName, MiddleNames, FamilyName) = (Mine.Answers.GivenName ?? Mine.GivenName, Mine.Answers.MiddleNames, Mine.Answers.FamilyName ?? Mine.FamilyName);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var person = new PersonalDetails { GivenName = Trimmed(GivenName) ?? "", MiddleNames = Trimmed(MiddleNames), FamilyName = Trimmed(FamilyName) ?? "" };
        if (PersonalDetailsRules.CheckNames(person) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field!, refusal.Message);
        }

        Wrong(person.MiddleNames?.Length > 100, nameof(MiddleNames), "Use 100 letters or fewer");
        return ModelState.IsValid ? await KeepAsync(Mine.Answers with { GivenName = person.GivenName, MiddleNames = person.MiddleNames, FamilyName = person.FamilyName }) : Page();
    }
}
