using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

internal sealed record PlannedSession(TrainingSession Session, TrainingCourse Course)
{
    public SessionFacts Facts => new(Session.Id, Session.StartsAt);
}

/// <summary>A session with its course, and whether the actor may arrange it.</summary>
public sealed class PlannedSessions(CareIdentityDb db, Authority authority)
{
    internal async Task<Outcome<PlannedSession>> FindAsync(Guid sessionId, CancellationToken ct)
    {
        var found = await db.TrainingSessions.Where(s => s.Id == sessionId)
            .Join(db.TrainingCourses, s => s.CourseId, c => c.Id, (s, c) => new { Session = s, Course = c })
            .FirstOrDefaultAsync(ct);
        if (found is null)
        {
            return TrainingRefusals.SessionNotFound;
        }

        await db.Entry(found.Course).Collection(c => c.Roles).LoadAsync(ct);
        return new PlannedSession(found.Session, found.Course);
    }

    /// <summary>As above, for those who arrange training there.</summary>
    internal async Task<Outcome<PlannedSession>> ToArrangeAsync(Guid sessionId, Actor actor, CancellationToken ct)
    {
        var outcome = await FindAsync(sessionId, ct);
        return outcome.IsRefused(out _, out var planned) ? outcome
            : await authority.CheckAsync(actor, RaFunction.ManageTraining, planned.Course.Organisation, ct) is { } notAllowed ? notAllowed
            : planned;
    }

    /// <summary>Null where the actor may book or give up that person's place: their own as RA staff in this tree, or anybody's whom they look after.</summary>
    internal async Task<Refusal?> CheckPlaceAsync(PlannedSession planned, Guid profileId, Actor actor, CancellationToken ct)
    {
        if (profileId != actor.ProfileId)
        {
            return await authority.CheckAsync(actor, RaFunction.ManageTraining, planned.Course.Organisation, ct)
                ?? await authority.CheckForProfileAsync(actor, RaFunction.ManageTraining, profileId, ct);
        }

        return await Above(db, profileId).AnyAsync(code => code == planned.Course.Organisation, ct) ? null : TrainingRefusals.NotForThem;
    }

    /// <summary>Where somebody is RA staff, and everything above: those who give training for them.</summary>
    internal static IQueryable<OdsCode> Above(CareIdentityDb db, Guid profileId) => db.RaAppointments
        .Where(p => p.ProfileId == profileId)
        .Join(db.PositionAssignments.Where(a => a.RemovedAt == null), p => p.AssignmentId, a => a.Id, (p, a) => a)
        .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => p)
        .Join(db.OrganisationAncestors, p => p.Organisation, a => a.Organisation, (p, a) => a.Ancestor);
}
