using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Details of a person on one page; about themselves somebody changes only how they are reached. From a sponsor it becomes a request.</summary>
public sealed class ChangeModel(ProfileQueries profiles, PositionQueries positions, Authority authority, ChangeDetails change, OwnedFieldQueries ownedFields, RaiseChange raise, RaPolicy policy) : ProfilePage(profiles, positions, authority)
{
    [BindProperty]
    public string? Title { get; set; }

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
    public string? NationalInsurance { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    public string? Professional { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Staff records that look after some of the details: they are refused here.</summary>
    public IReadOnlyList<OwnedFields> Owned { get; private set; } = [];

    public override string Tab => "details";

    /// <summary>The reader asks for it; somebody else does it.</summary>
    public bool Asks => !IsOwn && !Session.Can(RaFunction.ChangeDetails) && Session.Can(RaFunction.RaiseRequest);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindChangeableAsync() is { } missing)
        {
            return missing;
        }

        (Title, GivenName, MiddleNames, FamilyName) = (Profile.Title, Profile.GivenName, Profile.MiddleNames, Profile.FamilyName);
        NameOnCard = Profile.NameOnCard;
        (BornOn, NationalInsurance, Professional) = (Profile.DateOfBirth, Profile.NationalInsuranceNumber?.Value, Profile.ProfessionalNumber?.ToString());
        (Email, Mobile) = (Profile.Email?.Value, Profile.Mobile);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindChangeableAsync() is { } missing)
        {
            return missing;
        }

        var details = Read();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (Asks)
        {
            return await AskAsync(details);
        }

        var outcome = await change.ExecuteAsync(new ChangeDetailsRequest { ProfileId = Profile.Id, Details = details, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field == nameof(PersonalDetails.DateOfBirth) ? nameof(BornOn) : refusal.Field);
        }

        Say(IsOwn ? "Your details are changed. It is listed as completed among your requests." : $"The details of {details.GivenName} {details.FamilyName} are changed.");
        return LocalRedirect(IsOwn ? "/me" : $"/people/{Profile.Uuid}");
    }

    private async Task<IActionResult> AskAsync(PersonalDetails details)
    {
        var asked = await raise.ExecuteAsync(new RaiseChangeRequest { Kind = RequestKind.ChangeDetails, ProfileId = Profile.Id, Details = details, Note = Reason ?? "" }, Actor, Aborted);
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return await RefuseAsync(refusal, refusal.Field switch { nameof(PersonalDetails.DateOfBirth) => nameof(BornOn), "Note" => nameof(Reason), var field => field });
        }

        Say(RequestWords.Sent(reference, policy));
        return LocalRedirect("/requests?list=yours");
    }

    private PersonalDetails Read()
    {
        EmailAddress? email = null;
        NationalInsuranceNumber? number = null;
        ProfessionalNumber? professional = null;
        if (Trimmed(Email) is { } typed && !EmailAddress.TryParse(typed, out email))
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address in the right form, such as asha.patel@nhs.net");
        }

        if (!IsOwn && Trimmed(NationalInsurance) is { } insurance && !NationalInsuranceNumber.TryParse(insurance, out number))
        {
            ModelState.AddModelError(nameof(NationalInsurance), NationalInsuranceNumber.WhatIsWrong(insurance)!);
        }

        if (!IsOwn && Trimmed(Professional) is { } register && !ProfessionalNumber.TryParse(string.Join(':', register.Split([' ', ':'], 2, StringSplitOptions.RemoveEmptyEntries)), out professional))
        {
            ModelState.AddModelError(nameof(Professional), ProfessionalNumber.WhatIsWrong(register)!);
        }

        var now = new PersonalDetails
        {
            Title = Profile.Title,
            GivenName = Profile.GivenName,
            MiddleNames = Profile.MiddleNames,
            FamilyName = Profile.FamilyName,
            NameOnCard = Profile.NameOnCard,
            DateOfBirth = Profile.DateOfBirth,
            NationalInsuranceNumber = Profile.NationalInsuranceNumber,
            ProfessionalNumber = Profile.ProfessionalNumber,
            Email = email,
            Mobile = Trimmed(Mobile),
        };
        return IsOwn ? now : now with
        {
            Title = Trimmed(Title),
            GivenName = Trimmed(GivenName) ?? "",
            MiddleNames = Trimmed(MiddleNames),
            FamilyName = Trimmed(FamilyName) ?? "",
            NameOnCard = Trimmed(NameOnCard),
            DateOfBirth = BornOn,
            NationalInsuranceNumber = number,
            ProfessionalNumber = professional,
        };
    }

    private async Task<IActionResult?> FindChangeableAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        Owned = await ownedFields.OfAsync(Profile.Id, Aborted);
        return !IsOwn && await Authority.CheckForProfileAsync(Actor, Asks ? RaFunction.RaiseRequest : RaFunction.ChangeDetails, Profile.Id, Aborted) is { } refusal ? await RefusePageAsync(refusal) : null;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
