using CareIdentity.Access;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Raise;

/// <summary>Second question: which position, from when, why.</summary>
public sealed class PositionModel(JourneyDrafts drafts, PositionQueries positions) : RaiseJourneyPage(drafts)
{
    [BindProperty]
    public Guid? PositionId { get; set; }

    [BindProperty]
    public DateOnly? StartsOn { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<PositionRow> Positions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Answers.NextPage == "/requests/new/person")
        {
            return LocalRedirect(Answers.NextPage);
        }

        (PositionId, StartsOn, ExpiresOn, Note) = (Answers.PositionId, Answers.StartsOn ?? Today, Answers.ExpiresOn, Answers.Note);
        Positions = await positions.OfOrganisationAsync(Organisation, Aborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        Positions = await positions.OfOrganisationAsync(Organisation, Aborted);
        if (!Positions.Any(position => position.Id == PositionId))
        {
            ModelState.AddModelError(nameof(PositionId), "Select a position");
        }

        if (StartsOn is null || StartsOn < Today)
        {
            ModelState.AddModelError(nameof(StartsOn), "The first day must be today or later");
        }

        if (ExpiresOn < StartsOn)
        {
            ModelState.AddModelError(nameof(ExpiresOn), "The last day must not be before the first");
        }

        if (string.IsNullOrWhiteSpace(Note))
        {
            ModelState.AddModelError(nameof(Note), "Say why they need it");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await KeepAsync(Answers with { PositionId = PositionId, StartsOn = StartsOn, ExpiresOn = ExpiresOn, Note = Note!.Trim() });
        return LocalRedirect("/requests/new/check");
    }
}
