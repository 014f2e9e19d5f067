using CareIdentity.Access;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public sealed record ProposeMappingRequest
{
    public required Guid SourceId { get; init; }

    public required string StaffPosition { get; init; }

    public required string StaffPositionName { get; init; }

    public required Guid PositionId { get; init; }

    public required string Note { get; init; }
}

/// <summary>The Registration Authority says which access position goes with a position of the staff record. It counts once a sponsor approves it.</summary>
public sealed class ProposeMapping(CareIdentityDb db, Authority authority, RbacReferenceSource reference, RaPolicy policy, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(ProposeMappingRequest request, Actor actor, CancellationToken ct)
    {
        var source = await db.StaffSources.AsNoTracking().Include(s => s.Sites).FirstOrDefaultAsync(s => s.Id == request.SourceId, ct);
        var position = await db.Positions.AsNoTracking().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (source is null || position is null)
        {
            return source is null ? StaffRecordRefusals.NotFound : AccessRefusals.PositionNotFound with { Field = "Position" };
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, position.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var (code, name) = (request.StaffPosition.Trim(), request.StaffPositionName.Trim());
        var known = await db.MappedPositions.AsNoTracking()
            .AnyAsync(m => m.SourceId == source.Id && m.StaffPosition == code && m.PositionId == position.Id && (m.State == MappedPositionState.Approved || m.State == MappedPositionState.Proposed), ct);
        if ((known ? StaffRecordRefusals.MappingExists : Decide(request, source, position, code, name, await reference.GetAsync(ct))) is { } refusal)
        {
            return refusal;
        }

        var mapping = new MappedPosition
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            SourceId = source.Id,
            StaffPosition = code,
            StaffPositionName = name,
            PositionId = position.Id,
            Organisation = position.Organisation,
            ProposedBy = actor.ProfileId,
            ProposedAt = clock.GetUtcNow(),
            Note = request.Note.Trim(),
        };
        db.MappedPositions.Add(mapping);
        audit.Record(actor, new Reason(mapping.Note), new MappingChanged { MappingId = mapping.Id, SourceName = source.Name, StaffPosition = code, PositionId = position.Id, PositionName = position.Name, Organisation = position.Organisation, State = mapping.State });

        return await db.SaveAsync(ct) is { } refused ? refused : mapping.Id;
    }

    private Refusal? Decide(ProposeMappingRequest request, StaffSource source, Position position, string code, string name, RbacReference rbac) =>
        code.Length is 0 or > StaffTold.LongestPosition || name.Length is 0 or > StaffTold.LongestPosition ? StaffRecordRefusals.StaffPositionMissing
        : position.State is PositionState.Closed ? AccessRefusals.PositionNotFound with { Field = "Position" }
        : source.Sites.TrueForAll(site => site.Organisation != position.Organisation) ? StaffRecordRefusals.NotItsSite with { Field = "Position" }
        : StaffCodes.AppointedRoles(rbac, position.Terms, policy).Count > 0 ? StaffRecordRefusals.MappingGivesStaff
        : string.IsNullOrWhiteSpace(request.Note) || request.Note.Length > 1000 ? StaffRecordRefusals.NoteMissing
        : null;
}

public sealed record MappingChanged : CareEvent
{
    public required Guid MappingId { get; init; }

    public required string SourceName { get; init; }

    public required string StaffPosition { get; init; }

    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public required MappedPositionState State { get; init; }

    public override string InWords => $"{State} the mapping of {StaffPosition} in {SourceName} to the position {PositionName} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
