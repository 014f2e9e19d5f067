using CareIdentity.Data;
using CareIdentity.Kernel;

namespace CareIdentity.Batches;

/// <summary>
/// What the lines of a kind of file do, by the verbs that do it to one. Within the caller's transaction: what is tried for the check is
/// taken back with it, what is carried out commits together with the state of the lines.
/// </summary>
internal abstract class BatchWork(CareIdentityDb db)
{
    public abstract BatchKind Kind { get; }

    /// <summary>As many as are done in a second or so: while they are, SQLite has no other writer.</summary>
    public virtual int LinesAtOnce => 20;

    /// <summary>By their order.</summary>
    public virtual async Task<IReadOnlyList<LineResult>> DoAsync(IReadOnlyList<BatchLine> lines, Batch batch, Actor actor, CancellationToken ct)
    {
        var results = new List<LineResult>(lines.Count);
        foreach (var line in lines)
        {
            var cells = new LineCells(Kind, line);
            results.Add(await DoOneAsync(cells, cells.Text(BatchColumns.Reason) ?? batch.Reason, actor, ct));
            db.Forget();
        }

        return results;
    }

    /// <summary>Puts back what the line did, where it is still as the line left it.</summary>
    public async Task<LineResult> UndoAsync(BatchLine line, Batch batch, Actor actor, CancellationToken ct)
    {
        var result = await UndoOneAsync(line, $"Undoes the batch {batch.FileName}", actor, ct);
        db.Forget();
        return result;
    }

    protected abstract Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct);

    protected abstract Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct);

    protected static LineResult Result<T>(Outcome<T> outcome, LineResult done)
        where T : notnull => outcome.Refusal is { } refusal ? LineResult.Refused(refusal) : done;
}
