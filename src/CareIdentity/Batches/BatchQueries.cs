using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

public sealed record BatchView(
    Guid Id, BatchKind Kind, BatchState State, string FileName, string ReadAs, string Reason, int Lines, int Cursor, int Bad, int Done, int Refused, int Undone,
    OdsCode Organisation, string UploadedBy, DateTimeOffset UploadedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt)
{
    public bool IsAtWork => State is BatchState.Checking or BatchState.Running or BatchState.Undoing;

    /// <summary>Lines that wait to be carried out.</summary>
    public int Ready => State is BatchState.Checking ? Cursor - Bad : Lines - Bad - Done - Refused - Undone;
}

public sealed record BatchList(IReadOnlyList<BatchView> Rows, int Total);

public sealed record BatchLineView(int Number, long FileLine, IReadOnlyList<string> Fields, BatchLineState State, string? Code, string? Message, string? Effect);

public sealed record BatchLinePage(IReadOnlyList<BatchLineView> Rows, int Total);

/// <summary>What pages show of batches. Whether the reader may see one is asked of the authority at its organisation, by the page.</summary>
public sealed class BatchQueries(CareIdentityDb db)
{
    private const int LinesAtOnce = 1_000;

    public Task<BatchView?> FindAsync(Guid id, CancellationToken ct) => Views(db.Batches.Where(b => b.Id == id)).FirstOrDefaultAsync(ct);

    /// <summary>Those uploaded from an organisation, newest first.</summary>
    public async Task<BatchList> OfAsync(OdsCode organisation, int skip, int take, CancellationToken ct)
    {
        var batches = db.Batches.Where(b => b.Organisation == organisation);
        return new BatchList(
            await Views(batches.OrderByDescending(b => b.UploadedAt).ThenByDescending(b => b.Id).Skip(skip).Take(take)).ToListAsync(ct),
            await batches.CountAsync(ct));
    }

    /// <param name="state">Null for all of them.</param>
    public async Task<BatchLinePage> LinesAsync(Guid batch, BatchLineState? state, int skip, int take, CancellationToken ct)
    {
        var lines = db.BatchLines.AsNoTracking().Where(l => l.BatchId == batch && (state == null || l.State == state));
        return new BatchLinePage(
            [.. (await lines.OrderBy(l => l.Number).Skip(skip).Take(take).ToListAsync(ct)).Select(View)],
            await lines.CountAsync(ct));
    }

    /// <summary>All lines in their order, some thousand in memory at a time.</summary>
    public async IAsyncEnumerable<BatchLineView> AllLinesAsync(Guid batch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var last = 0;
        while (true)
        {
            var some = await db.BatchLines.AsNoTracking().Where(l => l.BatchId == batch && l.Number > last).OrderBy(l => l.Number).Take(LinesAtOnce).ToListAsync(ct);
            foreach (var line in some)
            {
                yield return View(line);
            }

            if (some.Count < LinesAtOnce)
            {
                yield break;
            }

            last = some[^1].Number;
        }
    }

    private static BatchLineView View(BatchLine line) => new(line.Number, line.FileLine, line.Fields, line.State, line.Code, line.Message, line.Effect);

    private IQueryable<BatchView> Views(IQueryable<Batch> batches) => batches.AsNoTracking().Select(b => new BatchView(
        b.Id, b.Kind, b.State, b.FileName, b.ReadAs, b.Reason, b.Lines, b.Cursor, b.Bad, b.Done, b.Refused, b.Undone,
        b.Organisation, db.Profiles.Where(p => p.Id == b.UploadedBy).Select(p => p.GivenName + " " + p.FamilyName).First(), b.UploadedAt, b.StartedAt, b.FinishedAt));
}
