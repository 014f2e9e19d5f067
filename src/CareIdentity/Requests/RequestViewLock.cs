using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Who is looking at a request, and until when.</summary>
public sealed record ViewLock(Guid HolderId, string HolderName, DateTimeOffset Until)
{
    public bool IsHeldBy(Actor actor) => HolderId == actor.ProfileId;
}

/// <summary>
/// The 15 minutes in which one reader has a request to themselves. Settled by a conditional update, so two readers who open it at once
/// never both hold it. It decides nothing about anybody, so it leaves no audit event; who had it open, and how long, is kept with the request.
/// </summary>
public sealed class RequestViewLock(CareIdentityDb db, Authority authority, RaPolicy policy, TimeProvider clock)
{
    /// <summary>Takes or renews the lock where the actor may decide the request; gives whoever holds it now, or null where nobody does.</summary>
    public async Task<ViewLock?> TakeAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var until = now.AddMinutes(policy.RequestViewLockMinutes);
        var asked = await db.AccessRequests.AsNoTracking()
            .Where(r => r.Id == requestId && r.State == RequestState.Open)
            .Select(r => new { r.Kind, r.Organisation, r.RaisedBy, r.AssignedTo, IsNational = r.EscalatedAt != null, IsMine = r.LockedBy == actor.ProfileId && r.LockedUntil >= now })
            .FirstOrDefaultAsync(ct);
        if (asked is null)
        {
            return null;
        }

        var mayDecide = asked.RaisedBy != actor.ProfileId
            && (asked.AssignedTo is null || asked.AssignedTo == actor.ProfileId)
            && await authority.CheckAsync(actor, RequestRules.FunctionToDecide(asked.Kind, asked.IsNational), asked.Organisation, ct) is null;
        if (mayDecide
            && await db.AccessRequests
                .Where(r => r.Id == requestId && r.State == RequestState.Open && (r.LockedBy == null || r.LockedBy == actor.ProfileId || r.LockedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LockedBy, actor.ProfileId).SetProperty(r => r.LockedUntil, until), ct) > 0)
        {
            await NoteAsync(requestId, actor.ProfileId, asked.IsMine, now, until, ct);
        }

        return await db.AccessRequests.AsNoTracking()
            .Where(r => r.Id == requestId && r.LockedUntil >= now)
            .Join(db.Profiles, r => r.LockedBy, p => p.Id, (r, p) => new ViewLock(p.Id, p.GivenName + " " + p.FamilyName, r.LockedUntil!.Value))
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Frees the request when its reader leaves it.</summary>
    public async Task LeaveAsync(Guid requestId, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.AccessRequests
            .Where(r => r.Id == requestId && r.LockedBy == actor.ProfileId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LockedBy, (Guid?)null).SetProperty(r => r.LockedUntil, (DateTimeOffset?)null), ct);
        await LooksNow(requestId, actor.ProfileId, now).ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, now), ct);
    }

    /// <summary>Who goes on looking has one line, made longer; who comes anew has a new one.</summary>
    private async Task NoteAsync(Guid requestId, Guid person, bool goesOn, DateTimeOffset now, DateTimeOffset until, CancellationToken ct)
    {
        if (goesOn && await LooksNow(requestId, person, now).ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, until), ct) > 0)
        {
            return;
        }

        db.RequestLooks.Add(new RequestLook { Id = Guid.CreateVersion7(now), RequestId = requestId, PersonId = person, Since = now, Until = until });
        await db.SaveAsync(ct);
    }

    private IQueryable<RequestLook> LooksNow(Guid requestId, Guid person, DateTimeOffset now) =>
        db.RequestLooks.Where(l => l.RequestId == requestId && l.PersonId == person && l.Until >= now);
}
