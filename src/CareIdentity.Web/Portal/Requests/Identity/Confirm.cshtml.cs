using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The last look; then the profile exists.</summary>
public sealed class ConfirmModel(IdentityCases cases, AcceptRegistration accept, VerifyIdentity verify)
    : IdentityJourneyPage(cases)
{
    [BindProperty]
    public bool Checked { get; set; }

    public async Task<IActionResult> OnGetAsync() => await FindAllAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAllAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (!Checked)
        {
            ModelState.AddModelError(nameof(Checked), "Tick the box to say that you checked the documents yourself");
            return Page();
        }

        var photo = CareIdentity.People.Photo.Read(Photo!.Content);
        if (photo.IsRefused(out var unusable, out var picture))
        {
            return await RefuseAsync(unusable);
        }

        var person = new VerifiedPerson
        {
            Details = Answers.Person,
            Documents = Answers.Recorded,
            Manner = Answers.Manner,
            Photo = picture,
            NotTheSameAs = Answers.NotTheSameAs,
        };
        var outcome = Case.Asked is { } asked ? await RegisterAsync(asked.Id, person) : await VerifyAsync(Case.Profile!, person);
        if (outcome.IsRefused(out var refusal, out var uuid))
        {
            return refusal.Code == ProfileRefusals.DuplicatesNotConfirmed.Code ? LocalRedirect(Address("duplicates")) : await RefuseAsync(refusal);
        }

        await Drafts.ForgetAsync(Journey, Actor, Aborted);
        Say(Case.Asked is null
            ? $"The identity of {Answers.GivenName} {Answers.FamilyName} is verified. The restrictions of the profile have ended."
            : $"The profile of {Case.SubjectName} exists. Their UUID is {uuid.Spoken}.");
        return LocalRedirect($"/people/{uuid}");
    }

    private async Task<Outcome<UserUuid>> RegisterAsync(Guid request, VerifiedPerson person) =>
        (await accept.ExecuteAsync(new AcceptRegistrationRequest { RequestId = request, Person = person }, Actor, Aborted)).Match<Outcome<UserUuid>>(registered => registered.Uuid, refusal => refusal);

    private async Task<Outcome<UserUuid>> VerifyAsync(ProfileView profile, VerifiedPerson person) =>
        (await verify.ExecuteAsync(new VerifyIdentityRequest { ProfileId = profile.Id, Person = person }, Actor, Aborted)).Match<Outcome<UserUuid>>(_ => profile.Uuid, refusal => refusal);

    private async Task<IActionResult?> FindAllAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Photo is null || !Answers.HasDetails || Answers.Documents.Count == 0 ? LocalRedirect(Address("details")) : null;
    }
}
