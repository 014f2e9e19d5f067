using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Raise;

/// <summary>First question: who.</summary>
public sealed class PersonModel(JourneyDrafts drafts, Authority authority) : RaiseJourneyPage(drafts)
{
    /// <summary>What was searched for in vain, to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "name")]
    public string? Searched { get; set; }

    /// <summary>Begun from a search: nothing that was answered for somebody else before goes with it.</summary>
    [BindProperty]
    public bool Anew { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? MiddleNames { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public DateOnly? BornOn { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.RaiseRequest, Organisation, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        if (Trimmed(Searched) is { } searched)
        {
            var names = searched.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            (GivenName, FamilyName, Anew) = (names[0], names.Length > 1 ? names[1] : "", true);
            return Page();
        }

        await LoadAsync();
        (GivenName, MiddleNames, FamilyName) = (Answers.GivenName, Answers.MiddleNames, Answers.FamilyName);
        (BornOn, Email, Mobile) = (Answers.BornOn, Answers.Email, Answers.Mobile);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.RaiseRequest, Organisation, Aborted) is { } notTheirs)
        {
            return await RefusePageAsync(notTheirs);
        }

        Require(GivenName, nameof(GivenName), "Enter the given name");
        Require(FamilyName, nameof(FamilyName), "Enter the family name");
        if (Trimmed(Email) is { } typed && !EmailAddress.TryParse(typed, out _))
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address in the right form, such as asha.patel@nhs.net");
        }

        if (ModelState.IsValid && PersonalDetailsRules.Check(Given().Person, Today) is { } wrong)
        {
            ModelState.AddModelError(wrong.Field == nameof(PersonalDetails.DateOfBirth) ? nameof(BornOn) : wrong.Field ?? nameof(FamilyName), wrong.Message);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await LoadAsync();
        await KeepAsync(Anew ? Given() : Given() with { PositionId = Answers.PositionId, StartsOn = Answers.StartsOn, ExpiresOn = Answers.ExpiresOn, Note = Answers.Note });
        return LocalRedirect("/requests/new/position");
    }

    private RaiseAnswers Given() => new()
    {
        GivenName = Trimmed(GivenName) ?? "",
        MiddleNames = Trimmed(MiddleNames),
        FamilyName = Trimmed(FamilyName) ?? "",
        BornOn = BornOn,
        Email = Trimmed(Email),
        Mobile = Trimmed(Mobile),
    };

    private void Require(string? value, string field, string sentence)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            ModelState.AddModelError(field, sentence);
        }
    }
}
