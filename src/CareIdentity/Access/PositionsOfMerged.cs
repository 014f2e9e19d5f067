using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Positions that the merged profile holds go on with the other, as they were granted. One ends where it would stand against a rule if it were
/// given to the person today: nobody gets together by a merge what is not held together.
/// </summary>
public sealed class PositionsOfMerged(CareIdentityDb db, DutyLedger duties, Combinations combinations, AuditTrail audit, TimeProvider clock) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var things = (await PlanAsync(profiles, ct)).ConvertAll(held => new MergedThing(
            held.EndsBecause is null ? MergeFate.Moves : MergeFate.Ends, $"Position {held.Position.Name} at {held.Position.Organisation}", held.EndsBecause));
        var today = clock.Today();
        var ended = await db.PositionAssignments.CountAsync(a => a.ProfileId == profiles.Merged && (a.RemovedAt != null || a.ExpiresOn < today), ct);
        return ended == 0 ? things : [.. things, new MergedThing(MergeFate.Stays, ended == 1 ? "One position that has ended" : $"{ended} positions that have ended")];
    }

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var appointments = await db.RaAppointments.Where(a => a.ProfileId == profiles.Merged).ToListAsync(ct);
        foreach (var (assignment, position, endsBecause, makesWay) in await PlanAsync(profiles, ct))
        {
            if (endsBecause is not null)
            {
                assignment.Remove(now);
                audit.Record(actor, new Reason($"{reason.Text} ({endsBecause})"), AssignmentRemoved.From(assignment, position));
                continue;
            }

            makesWay?.Remove(now);
            assignment.ProfileId = profiles.Surviving;
            if (appointments.Find(a => a.AssignmentId == assignment.Id) is { } appointment)
            {
                appointment.ProfileId = profiles.Surviving;
            }

            audit.Record(actor, reason, AssignmentMoved.From(assignment, position, profiles));
        }

        await MergeTrainingsAsync(profiles, ct);
        return null;
    }

    /// <summary>Of each role the training that counts longest; none that one profile recorded for the other of the same person.</summary>
    private async Task MergeTrainingsAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var known = await db.RaTrainings.Where(t => t.ProfileId == profiles.Surviving).ToListAsync(ct);
        foreach (var theirs in await db.RaTrainings.AsNoTracking().Where(t => t.ProfileId == profiles.Merged && t.RecordedBy != profiles.Surviving).ToListAsync(ct))
        {
            if (known.Find(t => t.Role == theirs.Role) is not { } mine)
            {
                db.RaTrainings.Add(theirs.For(profiles.Surviving));
            }
            else if (theirs.ExpiresOn > mine.ExpiresOn)
            {
                mine.Become(theirs);
            }
        }
    }

    private async Task<List<Held>> PlanAsync(MergingProfiles profiles, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await db.PositionAssignments
            .Where(a => a.ProfileId == profiles.Merged && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.Positions.Include(p => p.AccessProfiles).ThenInclude(x => x.AddedActivities), a => a.PositionId, p => p.Id, (a, p) => new { Assignment = a, Position = p })
            .OrderBy(x => x.Position.Name).ThenBy(x => x.Assignment.Id)
            .ToListAsync(ct);
        var surviving = await db.Profiles.FirstAsync(p => p.Id == profiles.Surviving, ct);
        var merged = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == profiles.Merged, ct);
        var sides = await duties.OfPersonAsync(profiles.Surviving, ct);
        var theirs = await db.PositionAssignments.Where(a => a.ProfileId == profiles.Surviving && a.RemovedAt == null).ToListAsync(ct);
        var register = (surviving.ProfessionalNumber ?? merged.ProfessionalNumber)?.Register;
        var plan = new List<Held>(rows.Count);
        foreach (var row in rows)
        {
            var same = theirs.Find(a => a.PositionId == row.Position.Id);
            var because = same is not null && (same.ExpiresOn is null || same.ExpiresOn >= today) ? "The other profile holds it, too."
                : sides.Refuses(row.Assignment.GrantedBy, row.Assignment.GrantedBySide) || sides.Refuses(row.Assignment.SponsoredBy, row.Assignment.SponsoredBySide)
                    ? "Who asked for it or gave it stood on the other side of this person. It has to be asked for again."
                : await db.RaAppointments.AnyAsync(a => a.AssignmentId == row.Assignment.Id && a.RecordedBy == profiles.Surviving, ct)
                    ? "The other profile of the same person recorded its letter. They are appointed anew, by somebody else."
                : row.Position.Organisation == OdsCode.NationalLocumPharmacy && LocumScope.CheckRegister(register) is { } notRegistered ? notRegistered.Message
                : (await combinations.CheckAsync(surviving, row.Position.Terms, ct))?.Message;
            plan.Add(new Held(row.Assignment, row.Position, because, same));
        }

        return plan;
    }

    /// <param name="EndsBecause">Null where it goes on.</param>
    /// <param name="MakesWay">The same position, held by the other profile until a day that is over.</param>
    private sealed record Held(PositionAssignment Assignment, Position Position, string? EndsBecause, PositionAssignment? MakesWay);
}

public sealed record AssignmentMoved : CareEvent
{
    public required Guid AssignmentId { get; init; }

    public required Guid FromProfileId { get; init; }

    public required Guid ProfileId { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Moved the position {PositionName} at {Organisation} to the other profile of the same person.";

    public override IEnumerable<AuditSubject> Subjects =>
        [AuditSubject.Profile(ProfileId), AuditSubject.Profile(FromProfileId), AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];

    internal static AssignmentMoved From(PositionAssignment assignment, Position position, MergingProfiles profiles) => new()
    {
        AssignmentId = assignment.Id,
        FromProfileId = profiles.Merged,
        ProfileId = profiles.Surviving,
        PositionId = position.Id,
        PositionName = position.Name,
        Organisation = position.Organisation,
    };
}
