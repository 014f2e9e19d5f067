using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The last look; then the profile exists.</summary>
public sealed class ConfirmModel(RequestQueries requests, RequestViewLock viewLock, JourneyDrafts drafts, AcceptRegistration accept)
    : IdentityJourneyPage(requests, viewLock, drafts)
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

        var outcome = await accept.ExecuteAsync(
            new AcceptRegistrationRequest
            {
                RequestId = Asked.Id,
                Person = new VerifiedPerson
                {
                    Details = Answers.Person,
                    Documents = Answers.Recorded,
                    Manner = Answers.Manner,
                    Photo = picture,
                    NotTheSameAs = Answers.NotTheSameAs,
                },
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var registered))
        {
            return refusal.Code == ProfileRefusals.DuplicatesNotConfirmed.Code ? LocalRedirect(Address("duplicates")) : await RefuseAsync(refusal);
        }

        await Drafts.ForgetAsync(Journey, Actor, Aborted);
        Say($"The profile of {Asked.SubjectName} exists. Their UUID is {registered.Uuid.Spoken}.");
        return LocalRedirect($"/people/{registered.Uuid}");
    }

    private async Task<IActionResult?> FindAllAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Photo is null || !Answers.HasDetails || Answers.Documents.Count == 0 ? LocalRedirect(Address("details")) : null;
    }
}
