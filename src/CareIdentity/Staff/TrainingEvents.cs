using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>Which course of which Registration Authority.</summary>
public sealed record CourseFacts(Guid CourseId, string Name, OdsCode Organisation);

/// <summary>Which session of it.</summary>
public sealed record SessionFacts(Guid SessionId, DateTimeOffset StartsAt)
{
    public DateOnly On => ClockDates.OnDay(StartsAt);
}

/// <summary>Something about a course.</summary>
public abstract record CourseEvent : CareEvent
{
    public required CourseFacts Course { get; init; }

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Course.Organisation)];
}

public sealed record CourseOpened : CourseEvent
{
    public required IReadOnlyList<RaRole> Roles { get; init; }

    public required int Months { get; init; }

    public override string InWords => $"Opened the course {Course.Name} for {string.Join(", ", Roles.Select(role => role.Name()))}; it counts for {Months} months.";
}

public sealed record CourseClosed : CourseEvent
{
    public override string InWords => $"Closed the course {Course.Name}.";
}

/// <summary>Something about one session of a course.</summary>
public abstract record SessionEvent : CourseEvent
{
    public required SessionFacts Session { get; init; }

    protected string What => $"{Course.Name} of {Session.On:d MMMM yyyy}";
}

public sealed record SessionPlanned : SessionEvent
{
    public required string Venue { get; init; }

    public required int Places { get; init; }

    public override string InWords => $"Planned the session {What} with {Places} places, {Venue}.";
}

public sealed record SessionCancelled : SessionEvent
{
    public override string InWords => $"Cancelled the session {What}.";
}

public sealed record SessionHeld : SessionEvent
{
    public required int Attended { get; init; }

    public required int Missed { get; init; }

    public override string InWords => $"Recorded who attended the session {What}: {Attended} of {Attended + Missed}.";
}

/// <summary>Something about one person's place.</summary>
public abstract record PlaceEvent : SessionEvent
{
    public required Guid ProfileId { get; init; }

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId), AuditSubject.Organisation(Course.Organisation)];
}

public sealed record PlaceBooked : PlaceEvent
{
    public override string InWords => $"Booked a place in the session {What}.";
}

public sealed record PlaceGivenUp : PlaceEvent
{
    public override string InWords => $"Gave up the place in the session {What}.";
}

public sealed record TrainingRecorded : CareEvent
{
    public required Guid ProfileId { get; init; }

    public required IReadOnlyList<RaRole> Roles { get; init; }

    public required DateOnly CompletedOn { get; init; }

    public required DateOnly ExpiresOn { get; init; }

    public required string Evidence { get; init; }

    public override string InWords => $"Recorded the training as {string.Join(", ", Roles.Select(role => role.Name()))}: {Evidence}. It counts until {ExpiresOn:d MMMM yyyy}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(ProfileId)];
}
