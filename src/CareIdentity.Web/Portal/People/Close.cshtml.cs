using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>Closes a profile after showing everything that ends with it, or opens it again. From a sponsor it becomes a request.</summary>
public sealed class CloseModel(ProfileQueries profiles, PositionQueries positions, Authority authority, EndingQueries endings, CloseProfile close, ReopenProfile reopen, RaiseChange raise, RaPolicy policy)
    : ProfilePage(profiles, positions, authority)
{
    [BindProperty]
    public string? Reason { get; set; }

    public override string Tab => "details";

    public bool IsClosed => Profile.State is ProfileState.Closed;

    /// <summary>The reader asks for it; somebody else does it.</summary>
    public bool Asks => !Session.Can(Function) && Session.Can(RaFunction.RaiseRequest);

    private RaFunction Function => IsClosed ? RaFunction.ReopenProfile : RaFunction.CloseProfile;

    /// <summary>What ends, one line each.</summary>
    public IReadOnlyList<string> Ending { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindClosableAsync() ?? Page();

    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (await FindClosableAsync() is { } missing)
        {
            return missing;
        }

        if (Asks)
        {
            return await AskAsync(RequestKind.CloseProfile);
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

        if (Asks)
        {
            return await AskAsync(RequestKind.ReopenProfile);
        }

        var outcome = await reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = Profile.Id, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome, $"The profile of {Profile.FullName} is open again, without any access. Give positions and issue a card next.");
    }

    private async Task<IActionResult> AskAsync(RequestKind kind)
    {
        var asked = await raise.ExecuteAsync(new RaiseChangeRequest { Kind = kind, ProfileId = Profile.Id, Note = Reason ?? "" }, Actor, Aborted);
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return await RefuseAsync(refusal, refusal.Field is "Note" ? nameof(Reason) : refusal.Field);
        }

        Say(RequestWords.Sent(reference, policy));
        return LocalRedirect("/requests?list=yours");
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
            : Asks && IsClosed ? await Authority.CheckAsync(Actor, RaFunction.RaiseRequest, Aborted)
            : await Authority.CheckForProfileAsync(Actor, Asks ? RaFunction.RaiseRequest : Function, Profile.Id, Aborted);
        refusal ??= IsClosed || Asks ? null : await endings.WhyNotAsync(Profile.Id, Actor, Aborted);
        if (refusal is not null)
        {
            return await RefusePageAsync(refusal);
        }

        Ending = IsClosed ? [] : await endings.OfProfileAsync(Profile.Id, Aborted);
        return null;
    }
}
