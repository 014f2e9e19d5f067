using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

public enum BatchMove
{
    /// <summary>From the check, or on from where it was paused.</summary>
    Start,
    Pause,

    /// <summary>Before it was started.</summary>
    Withdraw,
    Undo,
}

public sealed record SteerBatchRequest
{
    public required Guid BatchId { get; init; }

    public required BatchMove Move { get; init; }
}

/// <summary>Starts a batch that was checked, pauses and resumes it, gives it up, or undoes it as one. The work itself is the background's.</summary>
public sealed class SteerBatch(CareIdentityDb db, Authority authority, AuditTrail audit, RaPolicy policy, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(SteerBatchRequest request, Actor actor, CancellationToken ct)
    {
        var batch = await db.Batches.FirstOrDefaultAsync(b => b.Id == request.BatchId, ct);
        if (batch is null)
        {
            return BatchRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, BatchAuthority.TaskOf(batch.Kind), batch.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var now = clock.GetUtcNow();
        var refusal = request.Move switch
        {
            BatchMove.Start => batch.Start(actor, now),
            BatchMove.Pause => batch.Pause(),
            BatchMove.Withdraw => batch.Withdraw(),
            _ => batch.Undo(actor, now, policy.BatchUndoDays),
        };
        if (refusal is not null)
        {
            return refusal;
        }

        audit.Record(actor, new Reason(batch.Reason), BatchSteered.From(batch, request.Move));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record BatchSteered : CareEvent
{
    public required Guid BatchId { get; init; }

    public required BatchMove Move { get; init; }

    public required string FileName { get; init; }

    public required int Lines { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"{Word} the batch {FileName} of {Lines:N0} lines.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];

    private string Word => Move switch
    {
        BatchMove.Start => "Started",
        BatchMove.Pause => "Paused",
        BatchMove.Withdraw => "Gave up",
        _ => "Asked to undo",
    };

    internal static BatchSteered From(Batch batch, BatchMove move) =>
        new() { BatchId = batch.Id, Move = move, FileName = batch.FileName, Lines = batch.Lines, Organisation = batch.Organisation };
}
