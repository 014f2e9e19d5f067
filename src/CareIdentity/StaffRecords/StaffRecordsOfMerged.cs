using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

/// <summary>Two profiles turn out to be one person: their staff records both lead to the one that remains.</summary>
public sealed class StaffRecordsOfMerged(CareIdentityDb db, AuditTrail audit) : IMergesWithProfile
{
    public async Task<IReadOnlyList<MergedThing>> WhatBecomesAsync(MergingProfiles profiles, CancellationToken ct) =>
        [.. (await OfAsync(profiles.Merged, ct)).Select(r => new MergedThing(MergeFate.Moves, $"Staff record, employee {r.EmployeeNumber}"))];

    public async Task<Refusal?> MergeAsync(MergingProfiles profiles, Actor actor, Reason reason, CancellationToken ct)
    {
        var owned = await db.FieldOwnerships.Where(f => f.ProfileId == profiles.Merged).ToListAsync(ct);
        foreach (var record in await OfAsync(profiles.Merged, ct))
        {
            record.MoveTo(profiles.Surviving);
            audit.Record(actor, reason, new StaffRecordMoved { RecordId = record.Id, EmployeeNumber = record.EmployeeNumber, FromProfileId = profiles.Merged, ProfileId = profiles.Surviving });
        }

        db.FieldOwnerships.RemoveRange(owned);
        db.FieldOwnerships.AddRange(owned.Select(f => new FieldOwnership { ProfileId = profiles.Surviving, RecordId = f.RecordId, Owner = f.Owner, Reference = f.Reference, Fields = f.Fields }));
        return null;
    }

    private Task<List<StaffRecord>> OfAsync(Guid profile, CancellationToken ct) => db.StaffRecords.Where(r => r.ProfileId == profile).OrderBy(r => r.EmployeeNumber).ToListAsync(ct);
}

public sealed record StaffRecordMoved : CareEvent
{
    public required Guid RecordId { get; init; }

    public required string EmployeeNumber { get; init; }

    public required Guid FromProfileId { get; init; }

    public required Guid ProfileId { get; init; }

    public override string InWords => $"The staff record of employee {EmployeeNumber} moved to the other profile of the same person.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Profile(FromProfileId), AuditSubject.Profile(ProfileId)];
}
