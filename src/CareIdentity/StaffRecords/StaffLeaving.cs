using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>
/// Somebody leaves: what they hold at that organisation ends in the commit that takes the record in, and the profile is closed with everything
/// else where nothing is held elsewhere. Taking access away is no side of a profile, so it needs nobody's approval.
/// </summary>
public sealed class StaffLeaving(CareIdentityDb db, RemoveAssignment remove, AuditTrail audit, TimeProvider clock)
{
    /// <summary>At once. Where <see cref="StaffWork.Closes"/> is set, the caller closes the profile in the same save.</summary>
    internal async Task LeaveAsync(StaffWork work, Profile? profile, IReadOnlySet<OdsCode> from, CancellationToken ct)
    {
        var record = work.Record;
        var registration = record.RegistrationId;
        db.FieldOwnerships.RemoveRange(await db.FieldOwnerships.Where(f => f.RecordId == record.Id).ToListAsync(ct));
        if (profile is not null)
        {
            record.LinkTo(profile.Id);
        }

        record.Leave(clock.GetUtcNow());
        work.Left = true;
        if (profile is null || profile.State is ProfileState.Closed)
        {
            work.Done.Add(profile is null ? "Left; there was no profile." : $"Left; the profile {profile.Uuid.Spoken} was closed already.");
            await WithdrawAsync(work, registration, null, from, null, ct);
            return;
        }

        var held = await HeldAsync(profile.Id, ct);
        var elsewhere = held.Where(h => !from.Contains(h.Position.Organisation)).ToList();
        var employed = await db.StaffRecords.AsNoTracking().AnyAsync(r => r.ProfileId == profile.Id && r.State == StaffRecordState.Linked && r.Id != record.Id, ct);
        if (elsewhere.Count == 0 && !employed)
        {
            work.Closes = profile.Id;
            work.Done.Add($"Left: nothing is held elsewhere, so the profile {profile.Uuid.Spoken} of {profile.FullName} is closed and all access has ended.");
            return;
        }

        foreach (var (assignment, position) in held.Where(h => from.Contains(h.Position.Organisation)))
        {
            if (await remove.TakeAwayAsync(assignment, position, null, work.Actor, work.Reason, ct) is { } refusal)
            {
                work.Conflict(StaffConflictKind.Refused, $"{position.Name} at {position.Organisation}: {refusal.Message}", [profile.Id], clock.GetUtcNow());
                continue;
            }

            work.Done.Add($"Left: {position.Name} at {position.Organisation} ended.");
        }

        await WithdrawAsync(work, registration, profile.Id, from, null, ct);
        work.Done.Add($"The profile {profile.Uuid.Spoken} stays open: {(elsewhere.Count > 0 ? $"{elsewhere[0].Position.Name} at {elsewhere[0].Position.Organisation} is held" : "another staff record employs the person")}.");
    }

    /// <summary>On a day that is known beforehand: nothing reaches further than that.</summary>
    internal async Task EndOnAsync(StaffWork work, Profile profile, DateOnly last, CancellationToken ct)
    {
        foreach (var (assignment, position) in (await HeldAsync(profile.Id, ct)).Where(h => h.Position.Organisation == work.Told.Organisation && (h.Assignment.ExpiresOn is null || h.Assignment.ExpiresOn > last)))
        {
            if (assignment.StartsOn > last)
            {
                _ = await remove.TakeAwayAsync(assignment, position, null, work.Actor, work.Reason, ct);
                continue;
            }

            var before = assignment.ExpiresOn;
            assignment.EndOn(last);
            audit.Record(work.Actor, work.Reason, new AssignmentChanged
            {
                AssignmentId = assignment.Id,
                ProfileId = profile.Id,
                PositionId = position.Id,
                PositionName = position.Name,
                Organisation = position.Organisation,
                ExpiredOn = before,
                ExpiresOn = last,
            });
            work.Done.Add($"{position.Name} at {position.Organisation} ends on {last:d MMMM yyyy}.");
        }
    }

    /// <summary>What the position that HR no longer gives the person had brought.</summary>
    internal async Task EndFormerAsync(StaffWork work, Profile profile, StaffBefore before, CancellationToken ct)
    {
        if (before.StaffPosition is null || before.StaffPosition == work.Told.StaffPosition)
        {
            return;
        }

        var mapped = await db.MappedPositions.AsNoTracking()
            .Where(m => m.SourceId == work.Source.Id && (m.StaffPosition == before.StaffPosition || m.StaffPosition == work.Told.StaffPosition) && m.State == MappedPositionState.Approved)
            .ToListAsync(ct);
        var (former, now) = (mapped.Find(m => m.StaffPosition == before.StaffPosition), mapped.Find(m => m.StaffPosition == work.Told.StaffPosition));
        if (former is null || former.PositionId == now?.PositionId)
        {
            return;
        }

        foreach (var (assignment, position) in (await HeldAsync(profile.Id, ct)).Where(h => h.Position.Id == former.PositionId))
        {
            if (await remove.TakeAwayAsync(assignment, position, null, work.Actor, work.Reason, ct) is null)
            {
                work.Done.Add($"{position.Name} at {position.Organisation} ended with the position {before.StaffPosition}.");
            }
        }

        await WithdrawAsync(work, null, profile.Id, null, former.PositionId, ct);
    }

    /// <summary>Requests that the staff record asked for and that are not decided.</summary>
    internal async Task WithdrawAsync(StaffWork work, Guid? registration, Guid? profile, IReadOnlySet<OdsCode>? at, Guid? position, CancellationToken ct)
    {
        var codes = at?.ToList() ?? [];
        var open = await db.AccessRequests
            .Where(r => (r.State == RequestState.Open || r.State == RequestState.Returned) && r.Source == RequestSource.StaffRecord
                && ((registration != null && (r.Id == registration || r.WaitsFor == registration))
                    || (profile != null && r.SubjectId == profile && (position == null || r.PositionId == position) && (codes.Count == 0 || codes.Contains(r.Organisation)))))
            .OrderBy(r => r.Id)
            .Take(50)
            .ToListAsync(ct);
        open.ForEach(asked => Withdraw(work, asked));
    }

    internal void Withdraw(StaffWork work, AccessRequest asked)
    {
        asked.FollowInto(RequestState.Withdrawn, null, clock.GetUtcNow(), $"The staff record says otherwise now (record {work.Told.Sequence}).");
        audit.Record(work.Actor, work.Reason, new RequestWithdrawn { RequestId = asked.Id, Reference = asked.Reference, ProfileId = asked.SubjectId });
        work.Done.Add($"The request {asked.Reference} was withdrawn.");
    }

    internal async Task<List<(PositionAssignment Assignment, Position Position)>> HeldAsync(Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await db.PositionAssignments
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions, a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .OrderBy(x => x.Position.Name)
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Assignment, row.Position)).Where(row => row.Assignment.RemovedAt is null)];
    }
}
