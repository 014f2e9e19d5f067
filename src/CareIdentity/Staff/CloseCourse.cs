using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>A training is offered no longer. What was completed counts as long as it would have.</summary>
public sealed class CloseCourse(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(Guid courseId, Actor actor, CancellationToken ct)
    {
        var course = await db.TrainingCourses.FirstOrDefaultAsync(c => c.Id == courseId, ct);
        if (course is null)
        {
            return TrainingRefusals.CourseNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageTraining, course.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await db.TrainingSessions.AnyAsync(s => s.CourseId == courseId && s.State == TrainingSessionState.Planned, ct))
        {
            return TrainingRefusals.SessionsAhead;
        }

        if (course.Close(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new CourseClosed { Course = course.Facts });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
