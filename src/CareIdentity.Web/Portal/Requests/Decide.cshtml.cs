using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Everything needed to decide a request, on one page.</summary>
public sealed class DecideModel(
    RequestQueries requests, RequestViewLock viewLock, PositionQueries positions, DutyLedger duties, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    public RequestView Asked { get; private set; } = null!;

    public ViewLock? Lock { get; private set; }

    public IReadOnlyList<ChangeView> Changes { get; private set; } = [];

    /// <summary>Why the reader, who sees the request, cannot decide it.</summary>
    public Refusal? Obstacle { get; private set; }

    public bool MayDecide => Asked.State is RequestState.Open && Obstacle is null && Lock?.IsHeldBy(Actor) == true;

    public bool MayWithdraw => Asked.State is RequestState.Open && Asked.RaisedById == Actor.ProfileId;

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAcceptAsync([FromServices] AcceptAssignment accept)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = Asked.Id }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say($"{Asked.SubjectName} holds the position {Asked.PositionName} from now on. {Asked.RaisedBy} sees it under Requests.");
        return LocalRedirect($"/people/{Asked.SubjectUuid}/access");
    }

    public async Task<IActionResult> OnPostRejectAsync([FromServices] RejectRequest reject)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await reject.ExecuteAsync(new RejectRequestRequest { RequestId = Asked.Id, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say($"Request {Asked.Reference} is rejected. {Asked.RaisedBy} can read your reason.");
        return LocalRedirect("/requests");
    }

    public async Task<IActionResult> OnPostWithdrawAsync([FromServices] WithdrawRequest withdraw)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = Asked.Id, Reason = Reason ?? "" }, Actor, Aborted);
        if (outcome.IsRefused(out var refusal, out _))
        {
            return await RefuseAsync(refusal);
        }

        Say($"Request {Asked.Reference} is withdrawn.");
        return LocalRedirect("/requests?list=yours");
    }

    public async Task<IActionResult> OnPostExitAsync()
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        await viewLock.LeaveAsync(Asked.Id, Actor, Aborted);
        return LocalRedirect("/requests");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!RequestReference.TryParse(Reference, out var reference) || await requests.FindAsync(reference, Actor, Aborted) is not { } asked)
        {
            return NotFound();
        }

        Asked = asked;
        if (asked.State is RequestState.Open)
        {
            Obstacle = await ObstacleAsync();
            Lock = Obstacle is null ? await viewLock.TakeAsync(asked.Id, Actor, Aborted) : null;
        }

        Changes = await ChangesAsync();
        return null;
    }

    /// <summary>What would be refused is said before the reader has done the work.</summary>
    private async Task<Refusal?> ObstacleAsync()
    {
        if (Asked.RaisedById == Actor.ProfileId)
        {
            return RequestRefusals.OwnRequest;
        }

        if (Asked.Waits)
        {
            return RequestRefusals.StillWaiting;
        }

        return await authority.CheckAsync(Actor, RequestRules.FunctionToDecide(Asked.Kind), Asked.Organisation, Aborted)
            ?? (Asked.SubjectId is { } subject ? await duties.WouldRefuseAsync(subject, Actor.ProfileId, DutySide.Agent, Aborted) : null);
    }

    private async Task<IReadOnlyList<ChangeView>> ChangesAsync()
    {
        if (Asked.PositionId is not { } positionId || await positions.FindAsync(positionId, Aborted) is not { } position)
        {
            return [];
        }

        return
        [
            new ChangeView("Position", null, $"{position.Name}, {position.OrganisationName}", ChangeEffect.Gain),
            .. position.AccessProfiles.SelectMany(access => access.Activities.Select(activity =>
                new ChangeView(activity.Name, null, activity.Code.Value, ChangeEffect.Gain) { Why = ActivityWords.Why(activity, access) })),
        ];
    }
}
