using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Audit;

/// <summary>One line of a history: what, who, acting as what, where, when, why.</summary>
public sealed record HistoryLine(
    Guid EventId,
    DateTimeOffset At,
    string Type,
    string InWords,
    string ActorName,
    string ActingAs,
    OdsCode? Organisation,
    string Reason,
    string? Evidence);

public sealed record HistoryPage(IReadOnlyList<HistoryLine> Lines, int Total);

/// <summary>Reads the trail. Whether the reader may is for the caller's authority to decide first.</summary>
public sealed class AuditQueries(CareIdentityDb db)
{
    /// <summary>Newest first.</summary>
    public Task<HistoryPage> HistoryAsync(AuditSubject subject, int skip, int take, CancellationToken ct) =>
        LinesAsync(db.AuditEventSubjects.Where(s => s.Kind == subject.Kind && s.Key == subject.Key).Select(s => s.EventId), skip, take, ct);

    /// <summary>A person's whole history, newest first: also what was asked for them before their profile existed.</summary>
    /// <param name="profiles">The person's profile, and those merged into it.</param>
    /// <param name="requests">The requests about them.</param>
    public Task<HistoryPage> HistoryAsync(IReadOnlyList<Guid> profiles, IReadOnlyList<Guid> requests, int skip, int take, CancellationToken ct)
    {
        var profileKeys = profiles.Select(id => AuditSubject.Profile(id).Key).ToList();
        var keys = requests.Select(id => AuditSubject.Request(id).Key).ToList();
        var events = db.AuditEventSubjects.Where(s => s.Kind == SubjectKind.Profile && profileKeys.Contains(s.Key)).Select(s => s.EventId)
            .Union(db.AuditEventSubjects.Where(s => s.Kind == SubjectKind.Request && keys.Contains(s.Key)).Select(s => s.EventId));
        return LinesAsync(events, skip, take, ct);
    }

    private async Task<HistoryPage> LinesAsync(IQueryable<Guid> events, int skip, int take, CancellationToken ct)
    {
        var total = await events.CountAsync(ct);
        var lines = await events
            .OrderByDescending(id => id)
            .Skip(skip)
            .Take(take)
            .Join(db.AuditEvents, id => id, e => e.Id, (id, e) => e)
            .OrderByDescending(e => e.Id)
            .Select(e => new HistoryLine(e.Id, e.At, e.Type, e.InWords, e.ActorName, e.ActingAs, e.Organisation, e.Reason, e.Evidence))
            .ToListAsync(ct);
        return new HistoryPage(lines, total);
    }

    /// <summary>Keys of the subjects that the actor worked on last, newest first, each once.</summary>
    public async Task<IReadOnlyList<string>> LastWorkedOnAsync(Actor actor, SubjectKind kind, int take, CancellationToken ct)
    {
        const int Looked = 200;
        var keys = await db.AuditEvents.AsNoTracking()
            .Where(e => e.ActorId == actor.ProfileId)
            .OrderByDescending(e => e.Id)
            .Take(Looked)
            .Join(db.AuditEventSubjects.Where(s => s.Kind == kind), e => e.Id, s => s.EventId, (e, s) => new { e.Id, s.Key })
            .OrderByDescending(x => x.Id)
            .Select(x => x.Key)
            .ToListAsync(ct);
        return [.. keys.Distinct().Take(take)];
    }
}
