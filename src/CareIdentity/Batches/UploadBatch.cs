using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;

namespace CareIdentity.Batches;

public sealed record UploadBatchRequest
{
    public required BatchKind Kind { get; init; }

    /// <summary>Without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Read more than once: it must be able to go back.</summary>
    public required Stream Content { get; init; }

    /// <summary>Of every line that gives none of its own.</summary>
    public required string Reason { get; init; }
}

/// <summary>Takes a file in, line by line and nothing of it carried out: the check begins in the background.</summary>
public sealed class UploadBatch(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    private const int LinesAtOnce = 2_000;
    private const int LongestCells = 16_000;

    public async Task<Outcome<Guid>> ExecuteAsync(UploadBatchRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, BatchAuthority.TaskOf(request.Kind), ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > 1000)
        {
            return BatchRefusals.ReasonMissing;
        }

        if ((await BatchFile.OpenAsync(request.Content, request.Kind, ct)).IsRefused(out var unreadable, out var file))
        {
            return unreadable;
        }

        if ((await CountAsync(file, ct)).IsRefused(out var refusal, out var lines))
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var batch = new Batch
        {
            Id = Guid.CreateVersion7(now),
            Kind = request.Kind,
            FileName = request.FileName.Length <= 200 ? request.FileName : request.FileName[^200..],
            ReadAs = file.ReadAs,
            Reason = request.Reason.Trim(),
            Lines = lines.Count,
            Organisation = actor.Organisation!,
            UploadedBy = actor.ProfileId,
            UploadedAt = now,
        };
        batch.By(actor);
        db.Batches.Add(batch);

        audit.Record(actor, new Reason(batch.Reason), BatchUploaded.From(batch));

        return await SaveAsync(batch, file, ct) is { } refused ? refused : batch.Id;
    }

    private static async Task<Outcome<LineCount>> CountAsync(BatchFile file, CancellationToken ct)
    {
        try
        {
            var count = 0;
            await foreach (var _ in file.LinesAsync(ct))
            {
                if (++count > BatchFile.MostLines)
                {
                    return BatchRefusals.TooManyLines(BatchFile.MostLines);
                }
            }

            return count == 0 ? BatchRefusals.Empty : new LineCount(count);
        }
        catch (CsvFormatException)
        {
            return BatchRefusals.LineTooLong;
        }
    }

    /// <summary>Some thousand lines at a time, in one commit.</summary>
    private async Task<Refusal?> SaveAsync(Batch batch, BatchFile file, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (number, some) = (0, new List<BatchLine>(LinesAtOnce));
        await foreach (var (line, fields) in file.LinesAsync(ct))
        {
            some.Add(Line(batch, ++number, line, fields));
            if (some.Count == LinesAtOnce || number == batch.Lines)
            {
                db.AddMany(some);
                if (await db.SaveAsync(ct) is { } refused)
                {
                    return refused;
                }

                some.Clear();
            }
        }

        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>A cell that is longer than any may be is kept as far as to be refused for it.</summary>
    private static BatchLine Line(Batch batch, int number, CsvLine line, string[] fields)
    {
        var cells = BatchLine.Write(fields.Select(field => field.Length > LineCells.LongestCell ? field[..(LineCells.LongestCell + 1)] : field));
        var kept = new BatchLine { BatchId = batch.Id, Number = number, FileLine = line.Number, Cells = cells.Length <= LongestCells ? cells : "[]" };
        if (line.Problem is not null)
        {
            kept.Checked(LineResult.Refused(BatchRefusals.Quotation));
        }

        return kept;
    }

    private sealed record LineCount(int Count);
}

public sealed record BatchUploaded : CareEvent
{
    public required Guid BatchId { get; init; }

    public required BatchKind Kind { get; init; }

    public required string FileName { get; init; }

    public required int Lines { get; init; }

    public required OdsCode Organisation { get; init; }

    public override string InWords => $"Uploaded the file {FileName} ({Kind}, {Lines:N0} lines). Nothing of it was carried out yet.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];

    internal static BatchUploaded From(Batch batch) =>
        new() { BatchId = batch.Id, Kind = batch.Kind, FileName = batch.FileName, Lines = batch.Lines, Organisation = batch.Organisation };
}
