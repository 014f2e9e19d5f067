using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>How somebody is reached was changed by themselves: what they would have asked for, done at once.</summary>
public sealed record OwnChange(Guid EventId, DateTimeOffset At, string InWords);

/// <summary>
/// What people changed of their own contact details. They ask nobody, so that no request tells of it; it is read from the trail and
/// listed beside their requests as completed (features.md row 9).
/// </summary>
public sealed class OwnChangeQueries(CareIdentityDb db, OnePerson person)
{
    /// <summary>Older ones stand in the person's history.</summary>
    public const int Most = 50;

    /// <summary>The actor's own, newest first, at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<OwnChange>> OfAsync(Actor actor, CancellationToken ct)
    {
        var ids = await person.IdsAsync(actor.ProfileId, ct);
        var keys = ids.Select(id => AuditSubject.Profile(id).Key).ToList();
        var selves = ids.Select(id => (Guid?)id).ToList();
        return await db.AuditEventSubjects.AsNoTracking()
            .Where(s => s.Kind == SubjectKind.Profile && keys.Contains(s.Key))
            .Join(db.AuditEvents.Where(e => e.Type == nameof(DetailsChanged) && selves.Contains(e.ActorId)), s => s.EventId, e => e.Id, (s, e) => e)
            .OrderByDescending(e => e.Id)
            .Take(Most)
            .Select(e => new OwnChange(e.Id, e.At, e.InWords))
            .ToListAsync(ct);
    }
}
