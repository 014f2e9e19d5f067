using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>Who it is, as their documents say.</summary>
public sealed class DetailsModel(IdentityCases cases) : IdentityJourneyPage(cases)
{
    [BindProperty]
    public CheckManner Manner { get; set; }

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? MiddleNames { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    public string? NameOnCard { get; set; }

    [BindProperty]
    public DateOnly? BornOn { get; set; }

    [BindProperty]
    public string? NationalInsuranceNumber { get; set; }

    [BindProperty]
    public string? ProfessionalNumber { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        (Manner, GivenName, MiddleNames, FamilyName, BornOn) = (Answers.Manner, Answers.GivenName, Answers.MiddleNames, Answers.FamilyName, Answers.BornOn);
        NameOnCard = Answers.NameOnCard;
        (NationalInsuranceNumber, ProfessionalNumber, Email, Mobile) = (Answers.NationalInsuranceNumber, Answers.ProfessionalNumber, Answers.Email, Answers.Mobile);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var given = Answers with
        {
            Manner = Manner,
            GivenName = Trimmed(GivenName) ?? "",
            MiddleNames = Trimmed(MiddleNames),
            FamilyName = Trimmed(FamilyName) ?? "",
            NameOnCard = Trimmed(NameOnCard),
            BornOn = BornOn,
            NationalInsuranceNumber = Trimmed(NationalInsuranceNumber),
            ProfessionalNumber = Trimmed(ProfessionalNumber),
            Email = Trimmed(Email),
            Mobile = Trimmed(Mobile),
            // Another telephone, or another manner: the script begins anew.
            VideoCode = Manner == Answers.Manner && Trimmed(Mobile) == Answers.Mobile ? Answers.VideoCode : null,
            VideoEdition = Manner == Answers.Manner && Trimmed(Mobile) == Answers.Mobile ? Answers.VideoEdition : null,
            NotTheSameAs = [],
            HasDetails = true,
        };
        Wrong(given.NationalInsuranceNumber is not null && given.Person.NationalInsuranceNumber is null, nameof(NationalInsuranceNumber), CareIdentity.People.NationalInsuranceNumber.WhatIsWrong(given.NationalInsuranceNumber ?? "") ?? "");
        Wrong(given.ProfessionalNumber is not null && given.Person.ProfessionalNumber is null, nameof(ProfessionalNumber), "Enter the register and the number, such as GPHC:2012345");
        Wrong(given is { Manner: CheckManner.RemoteByVideo, Mobile: null }, nameof(Mobile), "Enter their mobile number: numbers are sent to it during the call");
        Wrong(given.Email is not null && given.Person.Email is null, nameof(Email), "Enter an e-mail address in the right form, such as asha.patel@nhs.net");
        if (PersonalDetailsRules.Check(given.Person, Today) is { } refusal)
        {
            ModelState.AddModelError(refusal.Field == nameof(PersonalDetails.DateOfBirth) ? nameof(BornOn) : refusal.Field ?? nameof(FamilyName), refusal.Message);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await KeepAsync(given);
        return LocalRedirect(Address(given is { Manner: CheckManner.RemoteByVideo, VideoEdition: null } ? "video" : "documents"));
    }

    private void Wrong(bool isWrong, string field, string sentence)
    {
        if (isWrong)
        {
            ModelState.AddModelError(field, sentence);
        }
    }
}
