using CareIdentity.Access;
using CareIdentity.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Raise;

/// <summary>Last page: everything on one sheet, then the request is sent.</summary>
public sealed class CheckModel(JourneyDrafts drafts, PositionQueries positions, RaiseRegistration raise) : RaiseJourneyPage(drafts)
{
    public string PositionName { get; private set; } = "";

    /// <summary>What the reader saw when they sent it.</summary>
    [BindProperty(Name = "seen")]
    public string? Read { get; set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } unanswered)
        {
            return Seen.Length > 0 ? unanswered : LocalRedirect("/requests?list=yours"); // Sent a second time: it is there.
        }

        if (Read != Seen)
        {
            return await RefuseAsync(RequestRefusals.DraftChanged);
        }

        var outcome = await raise.ExecuteAsync(
            new RaiseRegistrationRequest
            {
                Organisation = Organisation,
                Person = Answers.Person,
                PositionId = Answers.PositionId,
                StartsOn = Answers.StartsOn,
                ExpiresOn = Answers.ExpiresOn,
                Note = Answers.Note,
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var raised))
        {
            return await RefuseAsync(refusal);
        }

        await ForgetAsync();
        Say($"Your request is sent. Its reference is {raised.Registration}; the position follows under {raised.Assignment}.");
        return LocalRedirect("/requests?list=yours");
    }

    private async Task<IActionResult?> FindAsync()
    {
        await LoadAsync();
        if (Answers.NextPage != "/requests/new/check")
        {
            return LocalRedirect(Answers.NextPage);
        }

        PositionName = (await positions.FindAsync(Answers.PositionId!.Value, Aborted))?.Name ?? "";
        return null;
    }
}
