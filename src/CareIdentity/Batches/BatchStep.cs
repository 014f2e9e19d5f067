using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>
/// Some lines of a batch, in one commit with how far it is: they are done and known to be done, or neither, whatever happens in between. What
/// is checked is done and taken back.
/// </summary>
internal sealed class BatchStep(CareIdentityDb db, IEnumerable<BatchWork> works, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Of the lines that this step looked at; null where there was nothing to do for this worker.</summary>
    public sealed record Taken(Guid Version, int Lines, Refusal? Refusal);

    /// <param name="most">At most so many lines.</param>
    /// <param name="instead">What becomes of the line whatever it says: it failed in a way that no rule foresees.</param>
    /// <param name="seen">Of a check: what lines before have said, and which.</param>
    public async Task<Taken?> TakeAsync(Guid batchId, Guid worker, int most, Refusal? instead, Dictionary<string, int> seen, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var batch = await db.Batches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == batchId, ct);
        if (batch is not { IsAtWork: true } || !batch.IsFree(worker, clock.GetUtcNow()))
        {
            return null;
        }

        var version = batch.Version;
        if (batch.State is BatchState.Checking && batch.Cursor > 0 && seen.Count == 0)
        {
            // Another worker began the check and is gone: what it had seen went with it.
            batch.CheckAnew();
        }

        var work = works.First(w => w.Kind == batch.Kind);
        var lines = await LinesAsync(batch, Math.Min(most, batch.State is BatchState.Undoing ? 20 : work.LinesAtOnce), ct);
        var todo = lines.Where(line => batch.State switch
        {
            BatchState.Checking => line.Code != BatchRefusals.Quotation.Code,
            BatchState.Running => line.State is BatchLineState.Ready,
            _ => line.State is BatchLineState.Done,
        }).ToList();
        var results = instead is null ? await DoAsync(work, batch, todo, ct) : [.. todo.Select(_ => LineResult.Refused(instead))];
        if (batch.State is not BatchState.Checking)
        {
            return new Taken(version, lines.Count, await SaveAsync(batch, version, lines.Count, worker, todo.Zip(results), ct) ?? await CommitAsync(transaction, ct));
        }

        await transaction.RollbackAsync(ct);
        db.Forget();
        var found = todo.Zip(results, (line, result) => (line, result with { Refusal = result.Refusal ?? Again(line, result, seen) }));
        seen[""] = 0;
        return new Taken(version, lines.Count, await SaveAsync(batch, version, lines.Count, worker, [.. found], ct, lines.Count - todo.Count));
    }

    /// <summary>A step that could not be saved is taken again: its own lines are no others.</summary>
    private static Refusal? Again(BatchLine line, LineResult result, Dictionary<string, int> seen) =>
        result.Same is { } same && !seen.TryAdd(same, line.Number) && seen[same] != line.Number ? BatchRefusals.SameAsAnother : null;

    private static async Task<Refusal?> CommitAsync(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken ct)
    {
        await transaction.CommitAsync(ct);
        return null;
    }

    private Task<List<BatchLine>> LinesAsync(Batch batch, int most, CancellationToken ct)
    {
        var lines = db.BatchLines.AsNoTracking().Where(l => l.BatchId == batch.Id);
        return batch.State is BatchState.Undoing
            ? lines.Where(l => l.Number <= batch.Lines - batch.Cursor).OrderByDescending(l => l.Number).Take(most).ToListAsync(ct)
            : lines.Where(l => l.Number > batch.Cursor).OrderBy(l => l.Number).Take(most).ToListAsync(ct);
    }

    private static async Task<IReadOnlyList<LineResult>> DoAsync(BatchWork work, Batch batch, List<BatchLine> todo, CancellationToken ct)
    {
        var actor = batch.ToActor();
        if (batch.State is not BatchState.Undoing)
        {
            return await work.DoAsync(todo, batch, actor, ct);
        }

        var results = new List<LineResult>(todo.Count);
        foreach (var line in todo)
        {
            results.Add(await work.UndoAsync(line, batch, actor, ct));
        }

        return results;
    }

    /// <summary>Refused where somebody paused or withdrew it, or another worker took it over, meanwhile.</summary>
    private async Task<Refusal?> SaveAsync(
        Batch batch, Guid version, int taken, Guid worker, IEnumerable<(BatchLine Line, LineResult Result)> results, CancellationToken ct, int badAlready = 0)
    {
        var (was, good, refused) = (batch.State, 0, badAlready);
        var lines = new List<BatchLine>(taken);
        db.Update(batch);
        foreach (var (line, result) in results)
        {
            Apply(was, line, result);
            lines.Add(line);
            (good, refused) = result.Refusal is null ? (good + 1, refused) : (good, refused + 1);
        }

        // Guarded by the version of the batch, which is saved before them.
        db.WriteMany(lines, BatchLine.Outcome);

        batch.Take(worker, clock.GetUtcNow());
        batch.Advance(
            taken,
            bad: was is BatchState.Checking ? refused : 0,
            done: was is BatchState.Running ? good : 0,
            refused: was is BatchState.Running ? refused : 0,
            undone: was is BatchState.Undoing ? good : 0,
            clock.GetUtcNow());
        if (!batch.IsAtWork)
        {
            audit.Record(batch.ToActor(), new Reason(batch.Reason), BatchEnded.From(batch));
        }

        db.Entry(batch).Property(b => b.Version).OriginalValue = version;
        return await db.SaveAsync(ct);
    }

    private static void Apply(BatchState was, BatchLine line, LineResult result)
    {
        switch (was)
        {
            case BatchState.Checking:
                line.Checked(result);
                break;
            case BatchState.Running:
                line.CarriedOut(result);
                break;
            default:
                line.TakenBack(result);
                break;
        }
    }
}

/// <summary>The check, the work or the undoing is through with the last line.</summary>
public sealed record BatchEnded : CareEvent
{
    public required Guid BatchId { get; init; }

    public required BatchState State { get; init; }

    public required string FileName { get; init; }

    public required int Bad { get; init; }

    public required int Done { get; init; }

    public required int Refused { get; init; }

    public required int Undone { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => State switch
    {
        BatchState.Checked => $"Checked the batch {FileName}: {Bad:N0} lines cannot be carried out.",
        BatchState.Done => $"Carried out the batch {FileName}: {Done:N0} done, {Refused:N0} refused, {Bad:N0} left out.",
        _ => $"Undid the batch {FileName}: {Undone:N0} undone, {Done:N0} stay.",
    };

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];

    internal static BatchEnded From(Batch batch) => new()
    {
        BatchId = batch.Id,
        State = batch.State,
        FileName = batch.FileName,
        Bad = batch.Bad,
        Done = batch.Done,
        Refused = batch.Refused,
        Undone = batch.Undone,
        Organisation = batch.Organisation,
    };
}
