using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>One application: what was sent with its pictures large, who looks alike and why, and the decision; for its inviter how far it is.</summary>
public sealed class OneModel(ApplicationQueries applications, DuplicateCheck duplicates, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Reference { get; set; } = "";

    [BindProperty]
    public Guid Version { get; set; }

    [BindProperty]
    public bool Compared { get; set; }

    [BindProperty]
    public bool TwoProofs { get; set; }

    [BindProperty]
    public bool Different { get; set; }

    [BindProperty]
    public Guid? SameAs { get; set; }

    [BindProperty]
    public RefusalReason? Why { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    public ApplicationView Application { get; private set; } = null!;

    public IReadOnlyList<PossibleDuplicate> Candidates { get; private set; } = [];

    /// <summary>Why a reader who may check identities cannot check this one.</summary>
    public Refusal? Obstacle { get; private set; }

    public bool MayCheck { get; private set; }

    public bool MayLookAfter { get; private set; }

    public bool HasDigitalProof => Application.Answers.Recorded.Any(document => document.Kind.CountsAs > 1);

    /// <summary>The face first: everything else is compared with it.</summary>
    public IEnumerable<ApplicantStep> Pictures =>
        ApplicantSteps.Of(Application.Answers).Where(step => ApplicantSteps.SlotOf(step) is not null).OrderByDescending(step => ApplicantSteps.SlotOf(step) is PictureSlot.Face);

    private string Here => $"/applications/{Application.Reference}";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    /// <summary>Only to those who may check the identity: the inviter has no need to see documents.</summary>
    public async Task<IActionResult> OnGetPictureAsync(PictureSlot slot)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return MayCheck && await applications.PictureAsync(Application.Id, slot, Aborted) is { } picture ? File(picture.Content, picture.ContentType) : NotFound();
    }

    public async Task<IActionResult> OnGetCandidateAsync(Guid id, [FromServices] ProfileQueries profiles)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return Candidates.Any(candidate => candidate.ProfileId == id) && await profiles.PhotoAsync(id, Aborted) is { } photo ? File(photo.Content, photo.ContentType) : NotFound();
    }

    public async Task<IActionResult> OnPostApproveAsync([FromServices] ApproveApplication approve)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var outcome = await approve.ExecuteAsync(
            new ApproveApplicationRequest
            {
                ApplicationId = Application.Id,
                Version = Version,
                Compared = Compared,
                TwoProofs = TwoProofs,
                NotTheSameAs = Different ? [.. Candidates.Select(candidate => candidate.ProfileId)] : [],
                SameAs = SameAs,
            },
            Actor,
            Aborted);
        return await AfterAsync(
            outcome.Refusal,
            SameAs is null ? $"The profile of {Application.Answers.FullName} exists. They are told their UUID." : $"{Application.Answers.FullName} had a profile already. They are told their UUID.");
    }

    public Task<IActionResult> OnPostRejectAsync([FromServices] RefuseApplication refuse) => RefuseApplicationAsync(refuse, Why, Why is null ? ApplicationRefusals.ReasonMissing : null);

    public Task<IActionResult> OnPostSendBackAsync([FromServices] RefuseApplication refuse) => RefuseApplicationAsync(refuse, null, null);

    public Task<IActionResult> OnPostSendLinkAsync([FromServices] LookAfterInvitation lookAfter) => LookAfterAsync(lookAfter, InvitationMove.SendAgain, "A new link is on its way. The one before works no more.");

    public Task<IActionResult> OnPostWithdrawAsync([FromServices] LookAfterInvitation lookAfter) => LookAfterAsync(lookAfter, InvitationMove.Withdraw, "The invitation is withdrawn. Its link works no more.");

    private async Task<IActionResult> RefuseApplicationAsync(RefuseApplication refuse, RefusalReason? why, Refusal? missingReason)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        var refusal = missingReason
            ?? (await refuse.ExecuteAsync(new RefuseApplicationRequest { ApplicationId = Application.Id, Version = Version, Reason = why, Words = Words ?? "" }, Actor, Aborted)).Refusal;
        return await AfterAsync(refusal, why is null ? "The applicant is told what is needed and has a new link." : "The application is rejected. The applicant is told why and what they can do.");
    }

    private async Task<IActionResult> LookAfterAsync(LookAfterInvitation lookAfter, InvitationMove move, string done)
    {
        if (await FindAsync() is { } missing)
        {
            return missing;
        }

        return await AfterAsync((await lookAfter.ExecuteAsync(new LookAfterInvitationRequest { ApplicationId = Application.Id, Move = move }, Actor, Aborted)).Refusal, done);
    }

    private async Task<IActionResult> AfterAsync(Refusal? refusal, string done)
    {
        if (refusal is not null)
        {
            return await RefuseAsync(refusal, refusal.Field is nameof(Compared) or nameof(TwoProofs) or nameof(SameAs) or nameof(Why) or nameof(Words) ? refusal.Field : null);
        }

        Say(done);
        return LocalRedirect(Here);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!ApplicationReference.TryParse(Reference, out var reference) || await applications.FindAsync(reference, Aborted) is not { } application)
        {
            return NotFound();
        }

        Application = application;
        var notChecking = await authority.CheckAsync(Actor, RaFunction.CreateProfile, application.Organisation, Aborted);
        var notInviting = await authority.CheckAsync(Actor, RaFunction.InviteApplicant, application.Organisation, Aborted);
        if (notChecking is not null && notInviting is not null)
        {
            return NotFound();
        }

        var isOwn = application.InvitedBy == Actor.ProfileId || application.SponsorId == Actor.ProfileId;
        Obstacle = notChecking is null && isOwn && application.State is ApplicationState.Submitted ? ApplicationRefusals.OwnInvitation : null;
        MayCheck = notChecking is null && !isOwn && application.State is ApplicationState.Submitted;
        MayLookAfter = application.IsWithApplicant && notInviting is null && (application.InvitedBy == Actor.ProfileId || Session.Can(RaFunction.DecideRequest));
        var answers = application.Answers;
        Candidates = MayCheck ? await duplicates.FindAsync(answers.Person(application.Email), answers.Recorded, Aborted) : [];
        return null;
    }
}
