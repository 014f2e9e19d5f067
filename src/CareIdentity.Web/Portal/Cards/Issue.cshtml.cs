using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Cards;

/// <summary>Now with a passcode, or locked. What would be refused is refused before a card is touched.</summary>
public sealed class IssueModel(ProfileQueries profiles, Authority authority, StartCardOperation start) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Uuid { get; set; } = "";

    [BindProperty]
    public string? How { get; set; }

    [BindProperty]
    public string? Beside { get; set; }

    public ProfileView Profile { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (How is not ("now" or "locked"))
        {
            ModelState.AddModelError(nameof(How), "Select how the card reaches its holder");
            return Page();
        }

        var outcome = await start.ExecuteAsync(
            new StartCardOperationRequest
            {
                Kind = How == "now" ? CardOperationKind.Issue : CardOperationKind.IssueLocked,
                ProfileId = Profile.Id,
                BesideAnother = string.IsNullOrWhiteSpace(Beside) ? null : Beside.Trim(),
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var admitted))
        {
            return await RefuseAsync(refusal);
        }

        return CardWorkModel.Begin(this, admitted);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!UserUuid.TryParse(Uuid, out var uuid) || await profiles.FindAsync(uuid, Aborted) is not { } profile)
        {
            return NotFound();
        }

        if (MergedElsewhere(uuid, profile.Uuid) is { } remaining)
        {
            return remaining;
        }

        Profile = profile;
        var refusal = await authority.CheckForProfileAsync(Actor, RaFunction.IssueSmartcard, Profile.Id, Aborted)
            ?? (Profile.Id == Actor.ProfileId ? ProfileRefusals.OwnProfile : null);
        return refusal is null ? null : await RefusePageAsync(refusal);
    }
}
