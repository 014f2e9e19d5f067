using CareIdentity.Audit;

namespace CareIdentity.Requests;

/// <summary>Something that happened to a request: part of its history, and of that of the person it is about once there is a profile.</summary>
public abstract record RequestEvent : CareEvent
{
    public required Guid RequestId { get; init; }

    public required RequestReference Reference { get; init; }

    public Guid? ProfileId { get; init; }

    public override IEnumerable<AuditSubject> Subjects => ProfileId is { } profile
        ? [AuditSubject.Request(RequestId), AuditSubject.Profile(profile)]
        : [AuditSubject.Request(RequestId)];
}
