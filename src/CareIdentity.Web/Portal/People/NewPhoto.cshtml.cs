using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Another photo of somebody, beside the one that is there.</summary>
public sealed class NewPhotoModel(ProfileQueries profiles, PositionQueries positions, Authority authority, DutyLedger duties, ReplacePhoto replace) : ProfilePage(profiles, positions, authority)
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public bool Compared { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public override string Tab => "details";

    public async Task<IActionResult> OnGetAsync() => await FindReplaceableAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindReplaceableAsync() is { } missing)
        {
            return missing;
        }

        var read = await UploadedPhoto.ReadAsync(Upload, Aborted);
        if (read.IsRefused(out var unusable, out var photo))
        {
            return await RefuseAsync(unusable, nameof(Upload));
        }

        var outcome = await replace.ExecuteAsync(new ReplacePhotoRequest { ProfileId = Profile.Id, Photo = photo, Compared = Compared, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"The photo of {Profile.FullName} is replaced. Their smartcards keep the former one until they are replaced.");
        return LocalRedirect($"/people/{Profile.Uuid}");
    }

    private async Task<IActionResult?> FindReplaceableAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = await Authority.CheckForProfileAsync(Actor, RaFunction.VerifyIdentity, Profile.Id, Aborted)
            ?? PhotoRules.WhyNot(Profile.Kind, Profile.State, Profile.FullName)
            ?? await duties.WouldRefuseAsync(Profile.Id, Actor.ProfileId, DutySide.Agent, Aborted);
        return refusal is null ? null : await RefusePageAsync(refusal);
    }
}
