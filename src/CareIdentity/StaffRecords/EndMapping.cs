using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record EndMappingRequest
{
    public required Guid MappingId { get; init; }

    public required string Note { get; init; }
}

/// <summary>Takes a mapping back: nothing more is asked for by it. What was given stays. The Registration Authority may, and the sponsors of the organisation.</summary>
public sealed class EndMapping(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(EndMappingRequest request, Actor actor, CancellationToken ct)
    {
        var mapping = await db.MappedPositions.FirstOrDefaultAsync(m => m.Id == request.MappingId, ct);
        if (mapping is null)
        {
            return StaffRecordRefusals.MappingNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, mapping.Organisation, ct) is { } notAllowed
            && await authority.CheckAsync(actor, RaFunction.ApproveStaffMapping, mapping.Organisation, ct) is not null)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Note) || request.Note.Length > 1000)
        {
            return StaffRecordRefusals.NoteMissing;
        }

        if (mapping.End(clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var position = await db.Positions.AsNoTracking().FirstAsync(p => p.Id == mapping.PositionId, ct);
        var source = await db.StaffSources.AsNoTracking().FirstAsync(s => s.Id == mapping.SourceId, ct);
        audit.Record(actor, new Reason(request.Note.Trim()), new MappingChanged
        {
            MappingId = mapping.Id,
            SourceName = source.Name,
            StaffPosition = mapping.StaffPosition,
            PositionId = position.Id,
            PositionName = position.Name,
            Organisation = mapping.Organisation,
            State = mapping.State,
        });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}
