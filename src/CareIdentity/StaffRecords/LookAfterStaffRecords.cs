using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>How many records were linked to a new profile, ended on their day, and followed after a mapping came.</summary>
public sealed record StaffRecordsLookedAfter(int Linked, int Left, int Followed);

/// <summary>
/// What no message brings about: a registration was accepted, a leaving day has passed, a mapping was approved that records waited for. Each in a
/// commit of its own; run at any number of nodes and as often as one likes, whoever comes second finds it done.
/// </summary>
public sealed class LookAfterStaffRecords(
    CareIdentityDb db, StaffFollowing following, StaffLeaving leaving, StaffAccess access, SettleConflict settle, CloseProfile close, AuditTrail audit, TimeProvider clock)
{
    private const int MostAtOnce = 100;

    /// <summary>What keeps a record from its new profile until somebody has settled it.</summary>
    private static readonly StaffConflictKind[] Standing = [StaffConflictKind.AlreadyLeft, StaffConflictKind.LinkedElsewhere];

    public async Task<Outcome<StaffRecordsLookedAfter>> ExecuteAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.IsService)
        {
            throw new InvalidOperationException("Staff records are looked after by the service itself.");
        }

        var today = clock.Today();
        var registered = await db.StaffRecords.AsNoTracking()
            .Where(r => r.State == StaffRecordState.Waiting && r.RegistrationId != null && db.AccessRequests.Any(a => a.Id == r.RegistrationId && a.State == RequestState.Accepted))
            .Where(r => !db.StaffConflicts.Any(c => c.RecordId == r.Id && c.State == StaffConflictState.Open && Standing.Contains(c.Kind)))
            .OrderBy(r => r.Id).Select(r => r.Id).Take(MostAtOnce).ToListAsync(ct);
        var due = await db.StaffRecords.AsNoTracking()
            .Where(r => r.State == StaffRecordState.Linked && r.LeavesOn < today)
            .OrderBy(r => r.LeavesOn).ThenBy(r => r.Id).Select(r => r.Id).Take(MostAtOnce).ToListAsync(ct);
        var waiting = await db.StaffConflicts.AsNoTracking()
            .Where(c => c.State == StaffConflictState.Open && c.Kind == StaffConflictKind.UnknownPosition)
            .Join(db.StaffRecords, c => c.RecordId, r => r.Id, (c, r) => new { Conflict = c, Record = r })
            .Where(x => db.MappedPositions.Any(m => m.SourceId == x.Record.SourceId && m.StaffPosition == x.Record.StaffPosition && m.State == MappedPositionState.Approved && m.Organisation == x.Record.Organisation))
            .OrderBy(x => x.Conflict.Id).Select(x => x.Conflict.Id).Take(MostAtOnce).ToListAsync(ct);
        return new StaffRecordsLookedAfter(
            await EachAsync(registered, id => FollowAsync(id, actor, ct)),
            await EachAsync(due, id => LeaveAsync(id, actor, ct)),
            await EachAsync(waiting, id => TryAgainAsync(id, actor, ct)));
    }

    private async Task<int> EachAsync(List<Guid> ids, Func<Guid, Task<bool>> work)
    {
        var done = 0;
        foreach (var id in ids)
        {
            db.Forget();
            done += await work(id) ? 1 : 0;
        }

        return done;
    }

    /// <summary>The person is registered: HR owns its details from now on, and what waited for the profile is found to be asked for.</summary>
    private async Task<bool> FollowAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var work = await WorkAsync(id, actor, ct);
        if (work.Record.State is not StaffRecordState.Waiting || await following.LinkedAsync(work.Record, ct) is not { } profile)
        {
            return false;
        }

        await following.FollowForAsync(work, profile, StaffBefore.Of(work.Record), isNew: false, detailsChanged: false, ct);
        return await SaveAsync(work, ct);
    }

    private async Task<bool> LeaveAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var work = await WorkAsync(id, actor, ct);
        if (work.Record.State is not StaffRecordState.Linked)
        {
            return false;
        }

        await leaving.LeaveAsync(work, await following.LinkedAsync(work.Record, ct), new HashSet<OdsCode> { work.Record.Organisation }, ct);
        return await SaveAsync(work, ct);
    }

    private async Task<bool> TryAgainAsync(Guid conflictId, Actor actor, CancellationToken ct)
    {
        var conflict = await db.StaffConflicts.FirstAsync(c => c.Id == conflictId, ct);
        var work = await settle.WorkAsync(conflict, actor, ct);
        if (await access.MappingAsync(work, null, ct) is null || conflict.Settle(null, "The position was mapped.", clock.GetUtcNow()) is not null)
        {
            return false;
        }

        await following.FollowAsync(work, StaffBefore.Of(work.Record), detailsChanged: false, ct);
        return await SaveAsync(work, ct);
    }

    private async Task<StaffWork> WorkAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var record = await db.StaffRecords.FirstAsync(r => r.Id == id, ct);
        var source = await db.StaffSources.AsNoTracking().Include(s => s.Sites).FirstAsync(s => s.Id == record.SourceId, ct);
        return new StaffWork(source, record, SettleConflict.Now(record), source.ToActor(actor.CorrelationId));
    }

    private async Task<bool> SaveAsync(StaffWork work, CancellationToken ct)
    {
        db.StaffConflicts.AddRange(work.Conflicts);
        audit.Record(work.Actor, Reason.None, StaffRecordReceived.From(work));
        return work.Closes is { } leaver
            ? (await close.ExecuteAsync(new CloseProfileRequest { ProfileId = leaver, Reason = work.Reason.Text }, work.Actor, ct)).Refusal is null
            : await db.SaveAsync(ct) is null;
    }
}
