using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Applications;

public enum ApplicationState
{
    /// <summary>With the applicant, who has a link.</summary>
    Invited,

    /// <summary>With those who check identities.</summary>
    Submitted,

    /// <summary>Back with the applicant, who is asked for something.</summary>
    Returned,

    /// <summary>There is a profile.</summary>
    Approved,

    /// <summary>There was a profile already.</summary>
    Known,
    Refused,

    /// <summary>Became a request for somebody to see the person.</summary>
    InPerson,
    Withdrawn,

    /// <summary>Nobody came back.</summary>
    Expired,
}

/// <summary>functions.md §1.7, with the one that a duplicate adds.</summary>
public enum RefusalReason
{
    DocumentNotOnList,
    DocumentExpired,
    DetailsDoNotMatch,
    FaceDoesNotMatch,
    PhotoNotSuitable,
    Unreadable,
    Cropped,
    NotOriginal,
    AlreadyKnown,
}

/// <summary>
/// An invitation to apply for a Care ID, and what became of it. Guarantees: who invited never decides; it is decided once, on what was
/// submitted; the link is known here by its hash only.
/// </summary>
internal sealed class Application : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required ApplicationReference Reference { get; init; }

    public ApplicationState State { get; private set; }

    public required OdsCode Organisation { get; init; }

    public required Guid InvitedBy { get; init; }

    /// <summary>Always the sponsor's side; part of the foreign key to the duty ledger.</summary>
    public DutySide InvitedBySide { get; init; } = DutySide.Sponsor;

    public required string InvitedAs { get; init; }

    public required DateTimeOffset InvitedAt { get; init; }

    /// <summary>The sponsor who asked for the position, where somebody of the RA invited.</summary>
    public Guid? SponsorId { get; init; }

    public required string GivenName { get; init; }

    public required string FamilyName { get; init; }

    public required EmailAddress Email { get; init; }

    public required string Note { get; init; }

    public Guid? PositionId { get; init; }

    public DateOnly? StartsOn { get; init; }

    public DateOnly? ExpiresOn { get; init; }

    public byte[] LinkHash { get; private set; } = [];

    public DateTimeOffset LinkUntil { get; private set; }

    /// <summary>The answers as they were submitted: JSON of <see cref="ApplicantAnswers"/>.</summary>
    public string? Submitted { get; set; }

    public DateTimeOffset? SubmittedAt { get; private set; }

    /// <summary>What the applicant was asked for last.</summary>
    public string? Needed { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DutySide? DecidedBySide { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public RefusalReason? Reason { get; private set; }

    public Guid? ProfileId { get; private set; }

    /// <summary>When pictures and answers were removed.</summary>
    public DateTimeOffset? PurgedAt { get; set; }

    public string FullName => $"{GivenName} {FamilyName}";

    public Guid Sponsor => SponsorId ?? InvitedBy;

    public bool IsWithApplicant => State is ApplicationState.Invited or ApplicationState.Returned;

    public bool IsOver => State is not (ApplicationState.Invited or ApplicationState.Returned or ApplicationState.Submitted);

    public void Link(byte[] hash, DateTimeOffset until) => (LinkHash, LinkUntil) = (hash, until);

    public Refusal? Submit(string answers, DateTimeOffset at)
    {
        if (!IsWithApplicant)
        {
            return ApplicationRefusals.NotWithYou;
        }

        (State, Submitted, SubmittedAt) = (ApplicationState.Submitted, answers, at);
        return null;
    }

    public Refusal? SendBack(Guid by, string needed)
    {
        if (MayDecide(by) is { } refusal)
        {
            return refusal;
        }

        (State, Needed) = (ApplicationState.Returned, needed);
        return null;
    }

    public Refusal? Refuse(Guid by, RefusalReason reason, DateTimeOffset at)
    {
        if (MayDecide(by) is { } refusal)
        {
            return refusal;
        }

        (State, DecidedBy, DecidedAt, Reason) = (ApplicationState.Refused, by, at, reason);
        return null;
    }

    /// <summary>This is the person's profile, made for them or there already.</summary>
    public Refusal? Confirm(Guid by, Guid profileId, bool isNew, DateTimeOffset at)
    {
        if (MayDecide(by) is { } refusal)
        {
            return refusal;
        }

        (State, ProfileId) = (isNew ? ApplicationState.Approved : ApplicationState.Known, profileId);
        (DecidedBy, DecidedBySide, DecidedAt) = (by, DutySide.Agent, at);
        return null;
    }

    public Refusal? MeetInPerson(DateTimeOffset at) => End(ApplicationState.InPerson, at);

    public Refusal? Withdraw(DateTimeOffset at) => End(ApplicationState.Withdrawn, at);

    public Refusal? Expire(DateTimeOffset at) => End(ApplicationState.Expired, at);

    public Refusal? MayDecide(Guid by) =>
        by == InvitedBy || by == SponsorId ? ApplicationRefusals.OwnInvitation
        : State is not ApplicationState.Submitted ? ApplicationRefusals.NotSubmitted
        : null;

    private Refusal? End(ApplicationState state, DateTimeOffset at)
    {
        if (!IsWithApplicant)
        {
            return ApplicationRefusals.NotWithApplicant;
        }

        (State, DecidedAt) = (state, at);
        return null;
    }
}

/// <summary>What the applicant has typed, the code that opens it and the browser that has it open.</summary>
[Housekeeping("Nothing is decided before it is submitted, and that has its event; a code and a browser's session decide nothing.")]
internal sealed class ApplicationDraft
{
    public required Guid ApplicationId { get; init; }

    public string Answers { get; set; } = "{}";

    /// <summary>Of the link and the code together, so that whoever reads this cannot try codes.</summary>
    public byte[]? CodeHash { get; set; }

    public DateTimeOffset? CodeUntil { get; set; }

    public int CodeTries { get; set; }

    public int CodesSent { get; set; }

    public DateTimeOffset? CodesSince { get; set; }

    public byte[]? SessionHash { get; set; }

    public DateTimeOffset? SessionUntil { get; set; }
}

/// <summary>A picture of the applicant or of a document, written anew from what was uploaded.</summary>
[Housekeeping("What was submitted is recorded with the digest of each picture; before that nothing is decided.")]
internal sealed class ApplicationPicture
{
    public required Guid ApplicationId { get; init; }

    /// <summary>One of <see cref="PictureSlot"/>.</summary>
    public required PictureSlot Slot { get; init; }

    public required byte[] Content { get; set; }

    public required string ContentType { get; set; }

    /// <summary>SHA-256.</summary>
    public required string Digest { get; set; }

    public required DateTimeOffset TakenAt { get; set; }
}

public enum PictureSlot
{
    Face,
    Document1,
    Document2,
    Document3,

    /// <summary>Shows how one name became another.</summary>
    Name,
}
