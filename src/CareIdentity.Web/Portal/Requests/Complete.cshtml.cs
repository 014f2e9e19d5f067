using System.ComponentModel.DataAnnotations;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>What was sent back, for who raised it: what is needed, everything as it stands, and the answer.</summary>
public sealed class CompleteModel(RequestQueries requests, ResubmitRequest resubmit) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string? GivenName { get; set; }

    [BindProperty]
    public string? MiddleNames { get; set; }

    [BindProperty]
    public string? FamilyName { get; set; }

    [BindProperty]
    [Display(Name = "Date of birth")]
    public DateOnly? DateOfBirth { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Mobile { get; set; }

    [BindProperty]
    [Display(Name = "First day")]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    [Display(Name = "Last day")]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public RequestView Asked { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Asked.Person is { } person)
        {
            (GivenName, MiddleNames, FamilyName) = (person.GivenName, person.MiddleNames, person.FamilyName);
            (DateOfBirth, Email, Mobile) = (person.DateOfBirth, person.Email?.Value, person.Mobile);
        }

        (StartsOn, ExpiresOn, Note) = (Asked.StartsOn, Asked.ExpiresOn, Asked.Note);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        var email = EmailAddress.TryParse(Trimmed(Email), out var read) ? read : null;
        if (email is null && Trimmed(Email) is not null)
        {
            ModelState.AddModelError(nameof(Email), "Enter an e-mail address in the right form, such as asha.patel@nhs.net");
        }

        // A date that the form does not have counts as not valid without being an error.
        if (ModelState.ErrorCount > 0)
        {
            return Page();
        }

        var outcome = await resubmit.ExecuteAsync(
            new ResubmitRequestRequest
            {
                RequestId = Asked.Id,
                Person = Asked.Person is { } person ? Given(person, email) : null,
                StartsOn = StartsOn,
                ExpiresOn = ExpiresOn,
                Note = Note ?? "",
                Answer = Answer ?? "",
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"Request {Asked.Reference} is sent again. The Registration Authority reads what you completed.");
        return LocalRedirect("/requests?list=yours");
    }

    /// <summary>What is not the requester's, or was sent on already, is only read.</summary>
    private async Task<IActionResult?> FindAsync()
    {
        if (!RequestReference.TryParse(Reference, out var reference) || await requests.FindAsync(reference, Actor, Aborted) is not { } asked)
        {
            return NotFound();
        }

        Asked = asked;
        return asked.State is RequestState.Returned && asked.RaisedById == Actor.ProfileId ? null : LocalRedirect($"/requests/{asked.Reference}");
    }

    private PersonalDetails Given(PersonalDetails before, EmailAddress? email) => before with
    {
        GivenName = Trimmed(GivenName) ?? "",
        MiddleNames = Trimmed(MiddleNames),
        FamilyName = Trimmed(FamilyName) ?? "",
        DateOfBirth = DateOfBirth,
        Email = email,
        Mobile = Trimmed(Mobile),
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
