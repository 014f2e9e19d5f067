using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Closes a profile after showing everything that ends with it, or opens it again.</summary>
public sealed class CloseModel(ProfileQueries profiles, PositionQueries positions, Authority authority, EndingQueries endings, CloseProfile close, ReopenProfile reopen)
    : ProfilePage(profiles, positions, authority)
{
    [BindProperty]
    public string? Reason { get; set; }

    public override string Tab => "details";

    public bool IsClosed => Profile.State is ProfileState.Closed;

    /// <summary>What ends, one line each.</summary>
    public IReadOnlyList<string> Ending { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindClosableAsync() ?? Page();

    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (await FindClosableAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await close.ExecuteAsync(new CloseProfileRequest { ProfileId = Profile.Id, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome, $"The profile of {Profile.FullName} is closed. All access ended now.");
    }

    public async Task<IActionResult> OnPostReopenAsync()
    {
        if (await FindClosableAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = Profile.Id, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome, $"The profile of {Profile.FullName} is open again, without any access. Give positions and issue a card next.");
    }

    private async Task<IActionResult> AfterAsync(Outcome<Done> outcome, string done)
    {
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(done);
        return LocalRedirect($"/people/{Profile.Uuid}");
    }

    private async Task<IActionResult?> FindClosableAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = IsOwn ? ProfileRefusals.OwnProfile
            : await Authority.CheckForProfileAsync(Actor, IsClosed ? RaFunction.ReopenProfile : RaFunction.CloseProfile, Profile.Id, Aborted);
        if (refusal is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Ending = IsClosed ? [] : await endings.OfProfileAsync(Profile.Id, Aborted);
        return null;
    }
}
