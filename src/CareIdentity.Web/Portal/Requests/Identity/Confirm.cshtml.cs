using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The last look; then the profile exists.</summary>
public sealed class ConfirmModel(IdentityCases cases, AcceptRegistration accept, VerifyIdentity verify, RegisterPerson register)
    : IdentityJourneyPage(cases)
{
    [BindProperty]
    public bool Checked { get; set; }

    /// <summary>The professional number was looked up on its register.</summary>
    [BindProperty]
    public bool NumberChecked { get; set; }

    /// <summary>What the reader saw when they confirmed it.</summary>
    [BindProperty(Name = "seen")]
    public string? Read { get; set; }

    public async Task<IActionResult> OnGetAsync() => await FindAllAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAllAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Read != Seen)
        {
            (Checked, NumberChecked) = (false, false);
            ModelState.Clear();
            return await RefuseAsync(RequestRefusals.DraftChanged);
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
            VideoEdition = Answers.VideoEdition,
            Countersigned = Answers.Countersigned,
            Photo = picture,
            NotTheSameAs = Answers.NotTheSameAs,
        };
        var outcome = Case.Asked is { } asked ? await AcceptAsync(asked.Id, person) : Case.Profile is { } profile ? await VerifyAsync(profile, person) : await RegisterAsync(person);
        if (outcome.IsRefused(out var refusal, out var uuid))
        {
            return refusal.Code == ProfileRefusals.DuplicatesNotConfirmed.Code ? LocalRedirect(Address("duplicates"))
                : await RefuseAsync(refusal, refusal.Field is nameof(NumberChecked) ? refusal.Field : null);
        }

        await Drafts.ForgetAsync(Journey, Actor, Aborted);
        Say(Case.Creates
            ? $"The profile of {Answers.GivenName} {Answers.FamilyName} exists. Their UUID is {uuid.Spoken}."
            : $"The identity of {Answers.GivenName} {Answers.FamilyName} is verified. The restrictions of the profile have ended.");
        return LocalRedirect($"/people/{uuid}");
    }

    private async Task<Outcome<UserUuid>> RegisterAsync(VerifiedPerson person) =>
        (await register.ExecuteAsync(
            new RegisterPersonRequest
            {
                Organisation = OdsCode.Parse(Answers.Organisation!),
                Person = person,
                SponsorId = Answers.SponsorId,
                NumberChecked = NumberChecked,
                Reason = Answers.Note,
            },
            Actor,
            Aborted)).Match<Outcome<UserUuid>>(registered => registered.Uuid, refusal => refusal);

    private async Task<Outcome<UserUuid>> AcceptAsync(Guid request, VerifiedPerson person) =>
        (await accept.ExecuteAsync(new AcceptRegistrationRequest { RequestId = request, Person = person }, Actor, Aborted)).Match<Outcome<UserUuid>>(registered => registered.Uuid, refusal => refusal);

    private async Task<Outcome<UserUuid>> VerifyAsync(ProfileView profile, VerifiedPerson person) =>
        (await verify.ExecuteAsync(new VerifyIdentityRequest { ProfileId = profile.Id, Person = person }, Actor, Aborted)).Match<Outcome<UserUuid>>(_ => profile.Uuid, refusal => refusal);

    private async Task<IActionResult?> FindAllAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Photo is null || !Answers.HasDetails || Answers.Documents.Count == 0 ? LocalRedirect(Address("details"))
            : Answers is { Manner: CheckManner.RemoteByVideo, VideoEdition: null } ? LocalRedirect(Address("video"))
            : null;
    }
}
