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
/// never both hold it. It decides nothing about anybody, so it leaves no audit event.
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
            .Select(r => new { r.Kind, r.Organisation, r.RaisedBy })
            .FirstOrDefaultAsync(ct);
        if (asked is null)
        {
            return null;
        }

        var mayDecide = asked.RaisedBy != actor.ProfileId
            && await authority.CheckAsync(actor, RequestRules.FunctionToDecide(asked.Kind), asked.Organisation, ct) is null;
        if (mayDecide)
        {
            await db.AccessRequests
                .Where(r => r.Id == requestId && r.State == RequestState.Open && (r.LockedBy == null || r.LockedBy == actor.ProfileId || r.LockedUntil < now))
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.LockedBy, actor.ProfileId).SetProperty(r => r.LockedUntil, until), ct);
        }

        return await db.AccessRequests.AsNoTracking()
            .Where(r => r.Id == requestId && r.LockedUntil >= now)
            .Join(db.Profiles, r => r.LockedBy, p => p.Id, (r, p) => new ViewLock(p.Id, p.GivenName + " " + p.FamilyName, r.LockedUntil!.Value))
            .FirstOrDefaultAsync(ct);
    }

    /// <summary>Frees the request when its reader leaves it.</summary>
    public Task LeaveAsync(Guid requestId, Actor actor, CancellationToken ct) =>
        db.AccessRequests
            .Where(r => r.Id == requestId && r.LockedBy == actor.ProfileId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.LockedBy, (Guid?)null).SetProperty(r => r.LockedUntil, (DateTimeOffset?)null), ct);
}
