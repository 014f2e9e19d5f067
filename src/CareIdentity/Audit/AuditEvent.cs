using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Audit;

/// <summary>One row of the trail. Only ever added, in the same commit as the change that it records.</summary>
internal sealed class AuditEvent : IAuditRow
{
    /// <summary>UUIDv7: orders as time does.</summary>
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The event record's name: <c>SmartcardIssued</c>.</summary>
    public required string Type { get; init; }

    public required string InWords { get; init; }

    /// <summary>The event record as JSON.</summary>
    public required string Detail { get; init; }

    /// <summary>Null: the service itself.</summary>
    public Guid? ActorId { get; init; }

    public required string ActorName { get; init; }

    public required string ActingAs { get; init; }

    public Guid? AssignmentId { get; init; }

    public OdsCode? Organisation { get; init; }

    public required string Reason { get; init; }

    public string? Evidence { get; init; }

    public Guid? SessionId { get; init; }

    public required string CorrelationId { get; init; }
}

/// <summary>Index row: the event belongs to the history of this subject.</summary>
internal sealed class AuditEventSubject : IAuditRow
{
    public required SubjectKind Kind { get; init; }

    public required string Key { get; init; }

    public required Guid EventId { get; init; }
}
