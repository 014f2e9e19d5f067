using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

/// <summary>Places that a leaver has booked in sessions to come are free again.</summary>
public sealed class PlacesOfLeaver(CareIdentityDb db, AuditTrail audit, TimeProvider clock) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        [.. (await AheadAsync(profileId, ct)).Select(row => $"Place in the training {row.Planned.Course.Name} of {ClockDates.OnDay(row.Planned.Session.StartsAt):d MMMM yyyy}")];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var (place, planned) in await AheadAsync(profileId, ct))
        {
            planned.Session.GiveBack(clock.GetUtcNow());
            place.State = PlaceState.GivenUp;
            audit.Record(actor, reason, new PlaceGivenUp { Course = planned.Course.Facts, Session = planned.Facts, ProfileId = profileId });
        }
    }

    private async Task<List<(TrainingPlace Place, PlannedSession Planned)>> AheadAsync(Guid profileId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await db.TrainingPlaces
            .Where(p => p.ProfileId == profileId && p.State == PlaceState.Booked)
            .Join(db.TrainingSessions.Where(s => s.State == TrainingSessionState.Planned && s.StartsAt > now), p => p.SessionId, s => s.Id, (p, s) => new { Place = p, Session = s })
            .Join(db.TrainingCourses, x => x.Session.CourseId, c => c.Id, (x, c) => new { x.Place, x.Session, Course = c })
            .OrderBy(x => x.Session.StartsAt)
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Place, new PlannedSession(row.Session, row.Course)))];
    }
}
