using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The candidates side by side, with why they match. Nobody to compare with: straight on.</summary>
public sealed class DuplicatesModel(IdentityCases cases, DuplicateCheck duplicates)
    : IdentityJourneyPage(cases)
{
    [BindProperty]
    public bool Different { get; set; }

    public IReadOnlyList<PossibleDuplicate> Candidates { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindCandidatesAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Candidates.Count == 0 ? LocalRedirect(Address("confirm")) : Page();
    }

    /// <summary>Only of candidates of this very check: who may register may see whom they must tell apart.</summary>
    public async Task<IActionResult> OnGetPhotoAsync(Guid id, [FromServices] ProfileQueries profiles)
    {
        if (await FindCandidatesAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Candidates.Any(c => c.ProfileId == id) && await profiles.PhotoAsync(id, Aborted) is { } photo ? File(photo.Content, photo.ContentType) : NotFound();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindCandidatesAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Candidates.Count > 0 && !Different)
        {
            ModelState.AddModelError(nameof(Different), "Say that you have compared them");
            return Page();
        }

        await KeepAsync(Answers with { NotTheSameAs = [.. Candidates.Select(c => c.ProfileId)] });
        return LocalRedirect(Address("confirm"));
    }

    private async Task<IActionResult?> FindCandidatesAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Photo is null || Answers.Documents.Count == 0)
        {
            return LocalRedirect(Address("photo"));
        }

        Candidates = [.. (await duplicates.FindAsync(Answers.Person, Answers.Recorded, Aborted)).Where(candidate => candidate.ProfileId != Case.Profile?.Id)];
        return null;
    }
}
