using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Everything needed to decide a request, and everything that happened to it, on one page.</summary>
public sealed class DecideModel(
    RequestQueries requests, RequestStories stories, RequestSubjects subjects, AcceptingObstacles accepting, AttachmentQueries attachments, RequestColleagues colleagues, RequestViewLock viewLock,
    DecideChanges changes, DutyLedger duties, Authority authority, RaPolicy policy)
    : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Comment { get; set; }

    /// <summary>Empty: everybody who may decide it.</summary>
    [BindProperty]
    public Guid? Colleague { get; set; }

    /// <summary>Of a colleague who is not listed: words of the name, or the UUID.</summary>
    [BindProperty]
    public string? FindPerson { get; set; }

    /// <summary>The round of the request that the form showed.</summary>
    [BindProperty]
    public int? Round { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public RequestView Asked { get; private set; } = null!;

    public IReadOnlyList<AttachmentRow> Attachments { get; private set; } = [];

    /// <summary>The form that comes back with an error stays open.</summary>
    public bool Attaching { get; private set; }

    public RequestStory Story { get; private set; } = null!;

    public ViewLock? Lock { get; private set; }

    public IReadOnlyList<ChangeView> Changes { get; private set; } = [];

    /// <summary>Null where the request is not the reader's to give away.</summary>
    public OfferedPeople? Colleagues { get; private set; }

    public IReadOnlyList<SelectListItem> Choices =>
    [
        new(RequestWords.Everybody, "", Asked.AssignedToId is null),
        .. Colleagues!.People.Select(holder => new SelectListItem(holder.FullName, holder.ProfileId.ToString(), holder.ProfileId == Asked.AssignedToId)),
    ];

    public FindPersonView Finding => new(Colleagues!, FindPerson, $"{Here}?handler=Find");

    /// <summary>Why the reader, who sees the request, cannot decide it.</summary>
    public Refusal? Obstacle { get; private set; }

    /// <summary>Why accepting it as it stands would be refused. It can be sent back or rejected all the same.</summary>
    public Refusal? AcceptObstacle { get; private set; }

    /// <summary>Null where nothing of the person is for the reader to see.</summary>
    public RequestSubject? Subject { get; private set; }

    public int TrainingDays => policy.TrainingGraceDays;

    public bool MayAccept => MayDecide && Asked.Row.AcceptedAtOnce && AcceptObstacle is null;

    public bool MayDecide => Asked.State is RequestState.Open && Obstacle is null && Lock?.IsHeldBy(Actor) == true;

    /// <summary>Waiting for a profile keeps nobody from giving the request to a colleague; being its requester does.</summary>
    public bool MayHandOver => Colleagues is not null && Asked.EscalatedAt is null && (Lock is null || Lock.IsHeldBy(Actor));

    public bool MayTakeOver => MayHandOver && Obstacle == RequestRefusals.WithAColleague;

    public bool MayEscalate => MayDecide && Asked.EscalatedAt is null && Session.Can(RaFunction.DecideRequest) && !Session.Can(RaFunction.DecideEscalated);

    public bool IsUndecided => Asked.State is RequestState.Open or RequestState.Returned;

    public bool MayWithdraw => IsUndecided && Asked.RaisedById == Actor.ProfileId;

    public bool MayComplete => Asked.State is RequestState.Returned && Asked.RaisedById == Actor.ProfileId;

    public string Waited => RequestWords.Waited(Asked.State, Asked.CountsFrom, Asked.DecidedAt, policy, Today) + ". " + RequestWords.WhyWaited(Asked, policy);

    public DateTimeOffset Now => Clock.GetUtcNow();

    private string Here => $"/requests/{Asked.Reference}";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAcceptAsync([FromServices] AcceptAssignment accept, [FromServices] AcceptChange change)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (RequestKinds.IsChange(Asked.Kind))
        {
            var done = await change.ExecuteAsync(new AcceptChangeRequest { RequestId = Asked.Id, Round = Round }, Actor, Aborted);
            return await AfterAsync(
                done.Refusal,
                null,
                $"{Asked.SubjectName} {Asked.Row.Done}. {Asked.RaisedBy} sees it under Requests.",
                $"/people/{Asked.SubjectUuid}{(RequestKinds.IsOfAssignment(Asked.Kind) ? "/access" : "")}");
        }

        var outcome = await accept.ExecuteAsync(new AcceptAssignmentRequest { RequestId = Asked.Id, Round = Round }, Actor, Aborted);
        return await AfterAsync(
            outcome.Refusal,
            null,
            $"{Asked.SubjectName} holds the position {Asked.PositionName} from now on. {Asked.RaisedBy} sees it under Requests.",
            $"/people/{Asked.SubjectUuid}/access");
    }

    public async Task<IActionResult> OnPostRejectAsync([FromServices] RejectRequest reject)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await reject.ExecuteAsync(new RejectRequestRequest { RequestId = Asked.Id, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, $"Request {Asked.Reference} is rejected. {Asked.RaisedBy} can read your reason.", "/requests");
    }

    public async Task<IActionResult> OnPostSendBackAsync([FromServices] SendBackRequest sendBack)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await sendBack.ExecuteAsync(new SendBackRequestRequest { RequestId = Asked.Id, Needed = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, $"Request {Asked.Reference} is back with {Asked.RaisedBy}, who reads what is needed.", "/requests");
    }

    public async Task<IActionResult> OnPostEscalateAsync([FromServices] EscalateRequest escalate)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await escalate.ExecuteAsync(new EscalateRequestRequest { RequestId = Asked.Id, Why = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, $"Request {Asked.Reference} is with the national Registration Authority.", "/requests");
    }

    public async Task<IActionResult> OnPostGiveBackAsync([FromServices] GiveBackRequest giveBack)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await giveBack.ExecuteAsync(new GiveBackRequestRequest { RequestId = Asked.Id, Why = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, $"Request {Asked.Reference} is back with its Registration Authority.", "/requests");
    }

    public async Task<IActionResult> OnPostCommentAsync([FromServices] CommentOnRequest comment)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await comment.ExecuteAsync(new CommentOnRequestRequest { RequestId = Asked.Id, Comment = Comment ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, "Your comment is added.", Here);
    }

    public async Task<IActionResult> OnPostAttachAsync([FromServices] AttachToRequest attach)
    {
        Attaching = true;
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = (await UploadedFile.ReadAsync(Upload, Aborted)).IsRefused(out var wrong, out var content)
            ? wrong
            : (await attach.ExecuteAsync(new AttachToRequestRequest { RequestId = Asked.Id, Name = Upload!.FileName, Content = content }, Actor, Aborted)).Refusal;
        return await AfterAsync(refusal, refusal?.Field, "The file is attached.", Here);
    }

    /// <summary>The same page with the colleagues who match.</summary>
    public async Task<IActionResult> OnPostFindAsync() => await FindAsync() ?? Page();

    public Task<IActionResult> OnPostHandOverAsync([FromServices] HandOverRequest handOver) => HandOverAsync(handOver, Colleague);

    public Task<IActionResult> OnPostTakeOverAsync([FromServices] HandOverRequest handOver) => HandOverAsync(handOver, Actor.ProfileId);

    public async Task<IActionResult> OnPostWithdrawAsync([FromServices] WithdrawRequest withdraw)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await withdraw.ExecuteAsync(new WithdrawRequestRequest { RequestId = Asked.Id, Reason = Reason ?? "" }, Actor, Aborted);
        return await AfterAsync(outcome.Refusal, outcome.Refusal?.Field, $"Request {Asked.Reference} is withdrawn.", "/requests?list=yours");
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

    private async Task<IActionResult> HandOverAsync(HandOverRequest handOver, Guid? to)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var outcome = await handOver.ExecuteAsync(new HandOverRequestRequest { RequestId = Asked.Id, Colleague = to }, Actor, Aborted);
        var name = Colleagues?.People.FirstOrDefault(colleague => colleague.ProfileId == to)?.FullName;
        return await AfterAsync(
            outcome.Refusal,
            outcome.Refusal?.Field,
            to == Actor.ProfileId ? $"You have request {Asked.Reference} now." : $"Request {Asked.Reference} is now with {name ?? RequestWords.Everybody.ToLowerInvariant()}.",
            to == Actor.ProfileId ? Here : "/requests");
    }

    private async Task<IActionResult> AfterAsync(Refusal? refusal, string? field, string done, string next)
    {
        if (refusal is not null)
        {
            return await RefuseAsync(refusal, field);
        }

        Say(done);
        return LocalRedirect(next);
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
            AcceptObstacle = Obstacle is null ? await accepting.OfAsync(asked, Actor, Aborted) : null;
            Colleagues = asked.RaisedById == Actor.ProfileId ? null : await colleagues.OfferAsync(asked, FindPerson, Colleague ?? asked.AssignedToId, Aborted);
        }

        Story = await stories.OfAsync(asked, Aborted);
        Attachments = await attachments.OfAsync(asked, Aborted);
        Subject = await subjects.OfAsync(asked, Actor, Aborted);
        Changes = await changes.OfAsync(asked, Subject?.OtherPositions ?? [], Aborted);
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

        return await authority.CheckAsync(Actor, Asked.FunctionToDecide, Asked.Organisation, Aborted)
            ?? (Asked.SubjectId is { } subject ? await ObstacleAsync(subject) : null)
            ?? (Asked.AssignedToId is { } colleague && colleague != Actor.ProfileId ? RequestRefusals.WithAColleague : null);
    }

    private async Task<Refusal?> ObstacleAsync(Guid subject) =>
        (subject == Actor.ProfileId ? ProfileRefusals.OwnProfile : null)
        ?? (RequestKinds.IsChange(Asked.Kind) ? await authority.CheckForProfileAsync(Actor, Asked.Row.DecidedBy, subject, Aborted) : null)
        ?? (Asked.Row.TakesAway ? null : await duties.WouldRefuseAsync(subject, Actor.ProfileId, DutySide.Agent, Aborted));
}
