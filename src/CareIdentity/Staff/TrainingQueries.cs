using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Staff;

public sealed record CourseView(Guid Id, string Name, string About, int Months, IReadOnlyList<RaRole> Roles, int SessionsAhead);

public sealed record TrainingSessionView
{
    public required Guid Id { get; init; }

    public required Guid CourseId { get; init; }

    public required string Course { get; init; }

    /// <summary>The Registration Authority that gives it.</summary>
    public required OdsCode Organisation { get; init; }

    public required string OrganisationName { get; init; }

    public required DateTimeOffset StartsAt { get; init; }

    public required int Minutes { get; init; }

    public required string Venue { get; init; }

    public required string Trainer { get; init; }

    public required int Places { get; init; }

    public required int Taken { get; init; }

    public required TrainingSessionState State { get; init; }
}

public sealed record TrainingSessionPage(IReadOnlyList<TrainingSessionView> Rows, int Total);

/// <summary>Somebody with a place.</summary>
public sealed record PlaceView(Guid ProfileId, UserUuid Uuid, string FullName, PlaceState State);

/// <summary>Reads over courses and sessions: whether the reader may see them is for the page to ask first.</summary>
public sealed class TrainingQueries(CareIdentityDb db, TimeProvider clock)
{
    private const int MostShown = 100;

    /// <summary>Courses that a Registration Authority offers, by name.</summary>
    public async Task<IReadOnlyList<CourseView>> CoursesAsync(OdsCode organisation, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await db.TrainingCourses.AsNoTracking()
            .Where(c => c.Organisation == organisation && c.ClosedAt == null)
            .OrderBy(c => c.Name)
            .Select(c => new CourseView(
                c.Id,
                c.Name,
                c.About,
                c.Months,
                c.Roles.OrderBy(r => r.Role).Select(r => r.Role).ToList(),
                db.TrainingSessions.Count(s => s.CourseId == c.Id && s.State == TrainingSessionState.Planned && s.StartsAt > now)))
            .Take(MostShown)
            .ToListAsync(ct);
    }

    /// <summary>Sessions to come and those of which nobody said yet who attended, next first; or those that are over, newest first.</summary>
    public async Task<TrainingSessionPage> SessionsAsync(OdsCode organisation, bool over, int skip, int take, CancellationToken ct)
    {
        var sessions = Views(db.TrainingSessions.Where(s => over ? s.State != TrainingSessionState.Planned : s.State == TrainingSessionState.Planned)).Where(s => s.Organisation == organisation);
        var ordered = over ? sessions.OrderByDescending(s => s.StartsAt).ThenBy(s => s.Id) : sessions.OrderBy(s => s.StartsAt).ThenBy(s => s.Id);
        return new TrainingSessionPage(await ordered.Skip(skip).Take(take).ToListAsync(ct), await sessions.CountAsync(ct));
    }

    public Task<TrainingSessionView?> FindAsync(Guid sessionId, CancellationToken ct) => Views(db.TrainingSessions.Where(s => s.Id == sessionId)).FirstOrDefaultAsync(ct);

    /// <summary>Who has or had a place, by name; as many as a session can have.</summary>
    public async Task<IReadOnlyList<PlaceView>> PlacesAsync(Guid sessionId, CancellationToken ct) => await db.TrainingPlaces.AsNoTracking()
        .Where(p => p.SessionId == sessionId && p.State != PlaceState.GivenUp)
        .Join(db.Profiles, p => p.ProfileId, person => person.Id, (p, person) => new { p.State, Person = person })
        .OrderBy(x => x.Person.SortName).ThenBy(x => x.Person.Id)
        .Select(x => new PlaceView(x.Person.Id, x.Person.Uuid, x.Person.GivenName + " " + x.Person.FamilyName, x.State))
        .ToListAsync(ct);

    /// <summary>Sessions to come in which somebody has a place.</summary>
    public async Task<IReadOnlyList<TrainingSessionView>> BookedAsync(Guid profileId, CancellationToken ct)
    {
        var theirs = db.TrainingPlaces.Where(p => p.ProfileId == profileId && p.State == PlaceState.Booked).Select(p => p.SessionId);
        return await Views(Ahead().Where(s => theirs.Contains(s.Id))).OrderBy(s => s.StartsAt).Take(MostShown).ToListAsync(ct);
    }

    /// <summary>Sessions to come with a free place that RA staff may book for themselves: of Registration Authorities at or above where they are staff, for roles that they hold.</summary>
    public async Task<IReadOnlyList<TrainingSessionView>> OpenToAsync(Guid profileId, IReadOnlyCollection<RaRole> roles, CancellationToken ct)
    {
        var above = PlannedSessions.Above(db, profileId);
        var courses = db.TrainingCourses.Where(c => above.Contains(c.Organisation) && c.Roles.Any(r => roles.Contains(r.Role))).Select(c => c.Id);
        var theirs = db.TrainingPlaces.Where(p => p.ProfileId == profileId && p.State == PlaceState.Booked).Select(p => p.SessionId);
        return await Views(Ahead().Where(s => s.Taken < s.Places && courses.Contains(s.CourseId) && !theirs.Contains(s.Id))).OrderBy(s => s.StartsAt).Take(MostShown).ToListAsync(ct);
    }

    private IQueryable<TrainingSession> Ahead()
    {
        var now = clock.GetUtcNow();
        return db.TrainingSessions.Where(s => s.State == TrainingSessionState.Planned && s.StartsAt > now);
    }

    private IQueryable<TrainingSessionView> Views(IQueryable<TrainingSession> sessions) => sessions.AsNoTracking()
        .Join(db.TrainingCourses, s => s.CourseId, c => c.Id, (s, c) => new { Session = s, Course = c })
        .Select(x => new TrainingSessionView
        {
            Id = x.Session.Id,
            CourseId = x.Course.Id,
            Course = x.Course.Name,
            Organisation = x.Course.Organisation,
            OrganisationName = db.Organisations.Where(o => o.Code == x.Course.Organisation).Select(o => o.Name).First(),
            StartsAt = x.Session.StartsAt,
            Minutes = x.Session.Minutes,
            Venue = x.Session.Venue,
            Trainer = x.Session.Trainer,
            Places = x.Session.Places,
            Taken = x.Session.Taken,
            State = x.Session.State,
        });
}
