using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>
/// Nobody leaves on the day told before. An earlier day ends access by itself; a later one, or none, is access, and asked for in the name of who approved
/// the mapping, or shown where nobody can ask. What was asked for about another day is withdrawn.
/// </summary>
public sealed class StaffStaying(CareIdentityDb db, StaffAccess access, StaffLeaving leaving, RequestsForSponsor requests, DutyLedger duties, AuditTrail audit, TimeProvider clock)
{
    private const int Most = 50;

    internal async Task AskAsync(StaffWork work, Profile profile, StaffBefore before, CancellationToken ct)
    {
        var (told, today) = (work.Told, clock.Today());
        if (told.LeavesOn == before.LeavesOn)
        {
            return;
        }

        var waiting = await db.AccessRequests
            .Where(r => r.SubjectId == profile.Id && r.Kind == RequestKind.ChangeAssignment && r.Source == RequestSource.StaffRecord && r.Organisation == told.Organisation
                && (r.State == RequestState.Open || r.State == RequestState.Returned))
            .OrderBy(r => r.Id).Take(Most).ToListAsync(ct);
        var asked = waiting.ConvertAll(r => r.AssignmentId);
        var ending = await db.PositionAssignments.AsNoTracking()
            .Where(a => a.ProfileId == profile.Id && a.RemovedAt == null && a.ExpiresOn >= today && (told.LeavesOn == null || a.ExpiresOn < told.LeavesOn))
            .Where(a => a.ExpiresOn == before.LeavesOn || asked.Contains(a.Id))
            .Join(db.Positions.Where(p => p.Organisation == told.Organisation), a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, p.Name })
            .OrderBy(x => x.Name).ThenBy(x => x.Assignment.Id)
            .Take(Most).ToListAsync(ct);
        waiting.ForEach(request => leaving.Withdraw(work, request));
        if (ending.Count == 0)
        {
            return;
        }

        var last = told.LeavesOn is { } day ? $"{day:d MMMM yyyy}" : "no last day";
        if (await access.AskingAsync(work, ct) is not { } mapped || await duties.TakeAsync(profile.Id, mapped.Sponsor, DutySide.Sponsor, ct) is not null)
        {
            work.Conflict(
                StaffConflictKind.SponsorMissing,
                $"{work.Source.Name} says {last} now, and nobody behind the mapping can ask for it. A sponsor can ask for another last day by hand.",
                [profile.Id],
                clock.GetUtcNow());
            return;
        }

        var by = mapped.AskedFor(work) with { Note = $"{work.Source.Name} says {last} of employee {work.Record.EmployeeNumber} now (record {told.Sequence})." };
        foreach (var row in ending)
        {
            var request = requests.OtherEnd(row.Assignment, profile, told.Organisation, told.LeavesOn, by);
            db.AccessRequests.Add(request);
            work.Requests.Add(request.Reference);
            work.Done.Add($"Asked for {row.Name} at {told.Organisation} to go on: {last} ({request.Reference}).");
            audit.Record(work.Actor, work.Reason, ChangeRequested.Of(request, row.Name));
        }
    }
}
