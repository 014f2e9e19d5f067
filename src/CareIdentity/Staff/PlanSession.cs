using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record PlanSessionRequest
{
    public required Guid CourseId { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required int Minutes { get; init; }

    public required string Venue { get; init; }

    public required string Trainer { get; init; }

    public required int Places { get; init; }
}

/// <summary>A day, a place and a number of people for a course.</summary>
public sealed class PlanSession(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    private const int MostLetters = 200;

    public async Task<Outcome<Guid>> ExecuteAsync(PlanSessionRequest request, Actor actor, CancellationToken ct)
    {
        var course = await db.TrainingCourses.AsNoTracking().FirstOrDefaultAsync(c => c.Id == request.CourseId, ct);
        if (course is null)
        {
            return TrainingRefusals.CourseNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageTraining, course.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (course.ClosedAt is not null)
        {
            return TrainingRefusals.CourseClosed;
        }

        var now = clock.GetUtcNow();
        if (Check(request, now) is { } wrong)
        {
            return wrong;
        }

        var session = new TrainingSession
        {
            Id = Guid.CreateVersion7(now),
            CourseId = course.Id,
            StartsAt = request.StartsAt,
            Minutes = request.Minutes,
            Venue = request.Venue.Trim(),
            Trainer = request.Trainer.Trim(),
            Places = request.Places,
        };
        db.TrainingSessions.Add(session);
        var facts = new PlannedSession(session, course).Facts;
        audit.Record(actor, Reason.None, new SessionPlanned { Course = course.Facts, Session = facts, Venue = session.Venue, Places = session.Places });

        return await db.SaveAsync(ct) is { } refused ? refused : session.Id;
    }

    private static Refusal? Check(PlanSessionRequest request, DateTimeOffset now) =>
        new[] { request.Venue, request.Trainer }.Any(words => string.IsNullOrWhiteSpace(words) || words.Trim().Length > MostLetters) ? TrainingRefusals.SessionIncomplete
        : request.StartsAt <= now || request.StartsAt > now.AddYears(1) ? TrainingRefusals.SessionInPast
        : request.Places is < 1 or > 200 || request.Minutes is < 15 or > 480 ? TrainingRefusals.SessionSize
        : null;
}
