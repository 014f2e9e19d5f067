using CareIdentity.Kernel;
using CareIdentity.Staff;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>My roles in the Registration Authority, what they rest on, and the training that I can book. Open to those whose role does not work: it is how they mend it.</summary>
[BeforeRole]
public sealed class MineModel(StaffQueries staff, TrainingQueries training, AcceptAgreement accept, SessionChanges changes, RaPolicy policy) : PortalPage
{
    [BindProperty]
    public Guid Appointment { get; set; }

    [BindProperty]
    public bool Accepted { get; set; }

    [BindProperty]
    public Guid SessionId { get; set; }

    public string AgreementVersion => policy.AgreementVersion;

    public IReadOnlyList<StaffView> Mine { get; private set; } = [];

    public IReadOnlyList<RoleTraining> Records { get; private set; } = [];

    public IReadOnlyList<TrainingSessionView> Booked { get; private set; } = [];

    public IReadOnlyList<TrainingSessionView> Free { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await FindMineAsync() ?? Page();

    public Task<IActionResult> OnPostAcceptAsync() => DoAsync(
        () => accept.ExecuteAsync(new AcceptAgreementRequest { AssignmentId = Appointment, Accepted = Accepted }, Actor, Aborted), "You have accepted the agreement. The role works from now on.");

    public Task<IActionResult> OnPostBookAsync() => DoAsync(() => changes.BookAsync(SessionId, Actor.ProfileId, Actor, Aborted), "Your place is booked.");

    public Task<IActionResult> OnPostGiveUpAsync() => DoAsync(() => changes.GiveUpAsync(SessionId, Actor.ProfileId, Actor, Aborted), "Your place is free for another.");

    private async Task<IActionResult> DoAsync(Func<Task<Outcome<Done>>> change, string done)
    {
        if (await FindMineAsync() is { } missing)
        {
            return missing;
        }

        if ((await change()).IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say(done);
        return LocalRedirect("/me/training");
    }

    private async Task<IActionResult?> FindMineAsync()
    {
        if (!Session.Required.TermsAccepted)
        {
            return LocalRedirect("/sign-in/terms");
        }

        Mine = await staff.OfPersonAsync(Actor.ProfileId, Aborted);
        Records = await staff.TrainingsAsync(Actor.ProfileId, Aborted);
        Booked = await training.BookedAsync(Actor.ProfileId, Aborted);
        Free = await training.OpenToAsync(Actor.ProfileId, [.. Mine.SelectMany(view => view.Roles).Select(role => role.Role).Distinct()], Aborted);
        return null;
    }
}

/// <summary>A list of sessions with the one thing that can be done with each.</summary>
public sealed record MySessions(IReadOnlyList<TrainingSessionView> Sessions, string Handler, string Button, string None, string How);
