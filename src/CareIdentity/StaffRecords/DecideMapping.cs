using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record DecideMappingRequest
{
    public required Guid MappingId { get; init; }

    public required bool Approved { get; init; }

    /// <summary>Mandatory where it is not approved.</summary>
    public string? Note { get; init; }
}

/// <summary>
/// A sponsor of the organisation approves a mapping, or not: never the person who proposed it. From then on the sponsor is who asks for the
/// position for everybody whom the staff record names in it, on the sponsor's side for good. One that stood before makes way.
/// </summary>
public sealed class DecideMapping(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(DecideMappingRequest request, Actor actor, CancellationToken ct)
    {
        var mapping = await db.MappedPositions.FirstOrDefaultAsync(m => m.Id == request.MappingId, ct);
        if (mapping is null)
        {
            return StaffRecordRefusals.MappingNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ApproveStaffMapping, mapping.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var note = request.Note?.Trim() ?? "";
        if ((!request.Approved && note.Length == 0) || note.Length > 1000)
        {
            return StaffRecordRefusals.NoteMissing;
        }

        var now = clock.GetUtcNow();
        var source = await db.StaffSources.AsNoTracking().FirstAsync(s => s.Id == mapping.SourceId, ct);

        // Two saves in one transaction: the place of the one before is free before the other takes it, and an index lets none share it.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (request.Approved && mapping.State is MappedPositionState.Proposed && await MakeRoomAsync(mapping, source, actor, now, ct) is { } notFree)
        {
            return notFree;
        }

        if (mapping.Decide(request.Approved, actor, note.Length == 0 ? null : note, now) is { } refusal)
        {
            return refusal;
        }

        await RecordAsync(mapping, source, actor, note, ct);
        if (await db.SaveAsync(ct) is { } refused)
        {
            return refused;
        }

        await transaction.CommitAsync(ct);
        return Done.Instance;
    }

    private async Task<Refusal?> MakeRoomAsync(MappedPosition mapping, StaffSource source, Actor actor, DateTimeOffset at, CancellationToken ct)
    {
        var before = await db.MappedPositions.FirstOrDefaultAsync(m => m.SourceId == mapping.SourceId && m.StaffPosition == mapping.StaffPosition && m.State == MappedPositionState.Approved, ct);
        if (before is null)
        {
            return null;
        }

        before.End(at);
        await RecordAsync(before, source, actor, $"{mapping.StaffPosition} was mapped anew", ct);
        return await db.SaveAsync(ct);
    }

    private async Task RecordAsync(MappedPosition mapping, StaffSource source, Actor actor, string reason, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking().FirstAsync(p => p.Id == mapping.PositionId, ct);
        audit.Record(actor, new Reason(reason), new MappingChanged
        {
            MappingId = mapping.Id,
            SourceName = source.Name,
            StaffPosition = mapping.StaffPosition,
            PositionId = position.Id,
            PositionName = position.Name,
            Organisation = mapping.Organisation,
            State = mapping.State,
        });
    }
}
