using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record HoldSessionRequest
{
    public required Guid SessionId { get; init; }

    /// <summary>Who was there; everybody else with a place was not.</summary>
    public required IReadOnlyCollection<Guid> Attended { get; init; }
}

/// <summary>Records who attended a session. Their training counts from that day, and what was suspended for want of it works again, in one commit.</summary>
public sealed class HoldSession(CareIdentityDb db, PlannedSessions sessions, TrainingRecording recording, AuditTrail audit, TimeProvider clock)
{
    private const int MostEvidence = 200;

    public async Task<Outcome<Done>> ExecuteAsync(HoldSessionRequest request, Actor actor, CancellationToken ct)
    {
        if ((await sessions.ToArrangeAsync(request.SessionId, actor, ct)).IsRefused(out var notAllowed, out var planned))
        {
            return notAllowed;
        }

        if (planned.Session.Hold(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var booked = await db.TrainingPlaces.Where(p => p.SessionId == request.SessionId && p.State == PlaceState.Booked).ToListAsync(ct);
        if (!request.Attended.All(id => booked.Exists(place => place.ProfileId == id)))
        {
            return TrainingRefusals.NotBooked;
        }

        var training = Completed(planned);
        foreach (var place in booked)
        {
            place.State = request.Attended.Contains(place.ProfileId) ? PlaceState.Attended : PlaceState.Missed;
            if (place.State is PlaceState.Attended && await recording.RecordAsync(place.ProfileId, training, audit, actor, ct) is { } cannot)
            {
                return cannot;
            }
        }

        audit.Record(actor, Reason.None, new SessionHeld
        {
            Course = planned.Course.Facts,
            Session = planned.Facts,
            Attended = booked.Count(p => p.State is PlaceState.Attended),
            Missed = booked.Count(p => p.State is PlaceState.Missed),
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private static CompletedTraining Completed(PlannedSession planned)
    {
        var (session, course) = (planned.Session, planned.Course);
        var evidence = $"{course.Name}, {ClockDates.OnDay(session.StartsAt):d MMMM yyyy}, {session.Venue}";
        return new CompletedTraining([.. course.Roles.Select(r => r.Role)], ClockDates.OnDay(session.StartsAt), course.Months, evidence.Length <= MostEvidence ? evidence : evidence[..MostEvidence]);
    }
}
