using CareIdentity.Audit;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Applications;

/// <summary>Something that happened to an application: of its organisation's history, and of the person's once there is a profile.</summary>
public abstract record ApplicationEvent : CareEvent
{
    public required Guid ApplicationId { get; init; }

    public required ApplicationReference Reference { get; init; }

    public required OdsCode Organisation { get; init; }

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}

public sealed record ApplicantInvited : ApplicationEvent
{
    public required string Name { get; init; }

    public string? PositionName { get; init; }

    public Guid? SponsorId { get; init; }

    public override string InWords => $"Invited {Name} to apply for a Care ID{(PositionName is null ? "" : $", for the position {PositionName}")} ({Reference}).";
}

public sealed record InvitationSentAgain : ApplicationEvent
{
    public override string InWords => $"Sent a new link for the application {Reference}. The one before works no more.";
}

public sealed record InvitationWithdrawn : ApplicationEvent
{
    public override string InWords => $"Withdrew the invitation {Reference}.";
}

public sealed record ApplicationOpened : ApplicationEvent
{
    public override string InWords => $"Opened the application {Reference} with a link and a code sent by e-mail.";
}

public sealed record ApplicationSubmitted : ApplicationEvent
{
    public required IReadOnlyList<string> Documents { get; init; }

    /// <summary>SHA-256 of each picture, by what it shows.</summary>
    public required IReadOnlyDictionary<string, string> Pictures { get; init; }

    public override string InWords => $"Submitted the application {Reference} ({string.Join(", ", Documents)}).";
}

public sealed record ApplicantAskedInPerson : ApplicationEvent
{
    public required Guid RequestId { get; init; }

    public override string InWords => $"Asked to be seen in person instead of going on with the application {Reference}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation), AuditSubject.Request(RequestId)];
}

public sealed record ApplicationSentBack : ApplicationEvent
{
    public override string InWords => $"Asked the applicant of {Reference} for something more.";
}

public sealed record ApplicationRefused : ApplicationEvent
{
    public required RefusalReason Why { get; init; }

    public override string InWords => $"Rejected the application {Reference}: {ApplicationWords.Of(Why)}";
}

public sealed record ApplicationApproved : ApplicationEvent
{
    public required Guid ProfileId { get; init; }

    public required UserUuid Uuid { get; init; }

    /// <summary>False: the person had this profile before.</summary>
    public required bool IsNew { get; init; }

    public required Guid SponsorId { get; init; }

    public required Guid InvitedBy { get; init; }

    public required IReadOnlyList<string> Documents { get; init; }

    public required IReadOnlyList<Guid> NotTheSameAs { get; init; }

    public Guid? RequestId { get; init; }

    public override string InWords => IsNew
        ? $"Checked the identity from an online application ({string.Join(", ", Documents)}) and created the profile {Uuid} ({Reference})."
        : $"Found from an online application that the person has the profile {Uuid} already ({Reference}).";

    public override IEnumerable<AuditSubject> Subjects => RequestId is { } request
        ? [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation), AuditSubject.Request(request)]
        : [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Organisation)];
}

public sealed record ApplicationExpired : ApplicationEvent
{
    public override string InWords => $"The application {Reference} is over: nobody came back to it.";
}

public sealed record ApplicationEvidenceRemoved : ApplicationEvent
{
    public required int Pictures { get; init; }

    public override string InWords => $"Removed the answers and {Pictures} pictures of the application {Reference}, which was over long enough.";
}
