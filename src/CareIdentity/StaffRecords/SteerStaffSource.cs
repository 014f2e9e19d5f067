using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.StaffRecords;

public enum StaffSourceMove
{
    /// <summary>A secret for its client; the one before ends.</summary>
    NewSecret,
    Suspend,
    Resume,
}

public sealed record SteerStaffSourceRequest
{
    public required Guid SourceId { get; init; }

    public required StaffSourceMove Move { get; init; }

    public required string Reason { get; init; }
}

/// <summary>The new secret where one was made: shown now, and to nobody again.</summary>
public sealed record StaffSourceSteered(string? Secret);

/// <summary>Gives the client of a staff record a secret, suspends the staff record, lifts that.</summary>
public sealed class SteerStaffSource(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<StaffSourceSteered>> ExecuteAsync(SteerStaffSourceRequest request, Actor actor, CancellationToken ct)
    {
        var source = await db.StaffSources.FirstOrDefaultAsync(s => s.Id == request.SourceId, ct);
        if (source is null)
        {
            return StaffRecordRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.ManageStaffRecords, source.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000)
        {
            return StaffRecordRefusals.NoteMissing with { Field = "Reason" };
        }

        var now = clock.GetUtcNow();
        var secret = request.Move is StaffSourceMove.NewSecret ? source.NewSecret(now) : null;
        source.SuspendedAt = request.Move switch
        {
            StaffSourceMove.Suspend => source.SuspendedAt ?? now,
            StaffSourceMove.Resume => null,
            _ => source.SuspendedAt,
        };
        audit.Record(actor, new Reason(request.Reason.Trim()), new StaffSourceChanged { SourceId = source.Id, Name = source.Name, Move = request.Move, Organisation = source.Organisation });

        return await db.SaveAsync(ct) is { } refused ? refused : new StaffSourceSteered(secret);
    }
}

public sealed record StaffSourceChanged : CareEvent
{
    public required Guid SourceId { get; init; }

    public required string Name { get; init; }

    public required StaffSourceMove Move { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => Move switch
    {
        StaffSourceMove.NewSecret => $"Made a new secret for the client of the staff record {Name}; the one before no longer works.",
        StaffSourceMove.Suspend => $"Suspended the staff record {Name}.",
        _ => $"Lifted the suspension of the staff record {Name}.",
    };

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
