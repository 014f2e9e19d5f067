using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.People;

/// <summary>One position that a person holds: its last day is moved, or it is taken away.</summary>
public sealed class AssignmentModel(ProfileQueries profiles, PositionQueries positions, Authority authority, AssignmentObstacles obstacles, ChangeAssignment change, RemoveAssignment remove, RaiseChange raise, RaPolicy policy)
    : ProfilePage(profiles, positions, authority)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public DateOnly? ExpiresOn { get; set; }

    [BindProperty]
    public string? ChangeReason { get; set; }

    [BindProperty]
    public string? RemoveReason { get; set; }

    [BindProperty]
    public string? AskReason { get; set; }

    public override string Tab => "access";

    /// <summary>The reader cannot change it, but may ask for it.</summary>
    public bool AsksToChange { get; private set; }

    /// <summary>The reader may ask for the position to be removed, in place of doing it.</summary>
    public bool AsksToRemove { get; private set; }

    public HeldPosition Held { get; private set; } = null!;

    public PositionList One => new([Held], Today);

    /// <summary>Null where the actor may; else why not, in the place of the form.</summary>
    public Refusal? MayNotChange { get; private set; }

    public Refusal? MayNotRemove { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindHeldAsync() is { } missing)
        {
            return missing;
        }

        ExpiresOn = Held.ExpiresOn;
        return Page();
    }

    public async Task<IActionResult> OnPostChangeAsync()
    {
        if (await FindHeldAsync() is { } missing)
        {
            return missing;
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (AsksToChange)
        {
            return await AskAsync(RequestKind.ChangeAssignment, ChangeReason, nameof(ChangeReason));
        }

        var outcome = await change.ExecuteAsync(new ChangeAssignmentRequest { AssignmentId = Id, ExpiresOn = ExpiresOn, Reason = ChangeReason?.Trim() ?? "" }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field is "Reason" ? nameof(ChangeReason) : refusal.Field)
            : Told($"The last day of {Profile.FullName} as {Held.PositionName} is changed.");
    }

    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (await FindHeldAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = Id, Reason = RemoveReason?.Trim() ?? "" }, Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _)
            ? await RefuseAsync(refusal, refusal.Field is "Reason" ? nameof(RemoveReason) : refusal.Field)
            : Told($"{Profile.FullName} no longer holds the position {Held.PositionName}. It ended now.");
    }

    public async Task<IActionResult> OnPostAskAsync() =>
        await FindHeldAsync() is { } missing ? missing : await AskAsync(RequestKind.RemoveAssignment, AskReason, nameof(AskReason));

    private async Task<IActionResult> AskAsync(RequestKind kind, string? note, string field)
    {
        var asked = await raise.ExecuteAsync(
            new RaiseChangeRequest { Kind = kind, ProfileId = Profile.Id, AssignmentId = Id, ExpiresOn = ExpiresOn, Note = note ?? "" }, Actor, Aborted);
        if (asked.IsRefused(out var refusal, out var reference))
        {
            return await RefuseAsync(refusal, refusal.Field is "Note" or "Reason" ? field : refusal.Field);
        }

        Say(RequestWords.Sent(reference, policy));
        return LocalRedirect("/requests?list=yours");
    }

    private LocalRedirectResult Told(string done)
    {
        Say(done);
        return LocalRedirect($"/people/{Profile.Uuid}/access");
    }

    private async Task<IActionResult?> FindHeldAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (Positions.FirstOrDefault(p => p.AssignmentId == Id) is not { } held)
        {
            return NotFound();
        }

        Held = held;
        MayNotChange = await obstacles.ToChangeAsync(held, Profile.Id, Actor, Aborted);
        MayNotRemove = await obstacles.ToRemoveAsync(held, Profile.Id, Actor, Aborted);
        var mayAsk = !IsOwn && Session.Can(RaFunction.RaiseRequest) && (held.Organisation == Actor.Organisation || held.Organisation == OdsCode.NationalLocumPharmacy)
            && await Authority.CheckForProfileAsync(Actor, RaFunction.RaiseRequest, Profile.Id, Aborted) is null;
        (AsksToChange, AsksToRemove) = (mayAsk && MayNotChange is not null, mayAsk);
        return null;
    }
}
