using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ExportHoldersRequest
{
    public required Guid PositionId { get; init; }

    /// <summary>Of the name, or a whole UUID; null for all.</summary>
    public string? Text { get; init; }
}

/// <summary>
/// Gives the list of who holds a position away, one after the other. It holds the names of many: that somebody took it is in the audit trail before
/// its first line is.
/// </summary>
public sealed class ExportHolders(CareIdentityDb db, Authority authority, PositionHolderQueries holders, AuditTrail audit)
{
    public async Task<Outcome<IAsyncEnumerable<PositionHolder>>> ExecuteAsync(ExportHoldersRequest request, Actor actor, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId, ct);
        if (position is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ViewPositions, position.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        // Never what was searched for: that may be a name.
        audit.Record(actor, Reason.None, new HoldersExported { PositionId = position.Id, PositionName = position.Name, Organisation = position.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : Outcome<IAsyncEnumerable<PositionHolder>>.FromT(holders.All(position.Id, request.Text));
    }
}

public sealed record HoldersExported : CareEvent
{
    public required Guid PositionId { get; init; }

    public required string PositionName { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Took away the list of who holds the position {PositionName} at {Organisation}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Position(PositionId), AuditSubject.Organisation(Organisation)];
}
