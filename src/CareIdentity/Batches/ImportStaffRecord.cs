using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Batches;

public sealed record ImportStaffRecordRequest
{
    /// <summary>Without its folder.</summary>
    public required string FileName { get; init; }

    /// <summary>Read more than once: it must be able to go back.</summary>
    public required Stream Content { get; init; }

    /// <summary>Says what each line would do, and does nothing.</summary>
    public required bool OnlyCheck { get; init; }
}

public sealed record StaffRecordFileTaken(int Lines, int Taken, IReadOnlyList<string> Effects, IReadOnlyList<BadLine> BadLines);

/// <summary>
/// Takes over a staff record file outside the portal, by the checks of a batch: each line in a commit of its own. A file may be taken over again,
/// and after a stop half-way is: what was taken in before changes nothing.
/// </summary>
public sealed class ImportStaffRecord(IServiceScopeFactory scopes, CareIdentityDb db, AuditTrail audit)
{
    private const int MostEffects = 1_000;

    public async Task<Outcome<StaffRecordFileTaken>> ExecuteAsync(ImportStaffRecordRequest request, Actor actor, IProgress<ImportProgress> progress, CancellationToken ct)
    {
        if ((await BatchFile.OpenAsync(request.Content, BatchKind.StaffRecord, ct)).IsRefused(out var unreadable, out var file))
        {
            return unreadable;
        }

        var (lines, taken, effects, bad) = (0, 0, new List<string>(), new List<BadLine>());
        try
        {
            await foreach (var (line, fields) in file.LinesAsync(ct))
            {
                if (++lines > BatchFile.MostLines)
                {
                    return BatchRefusals.TooManyLines(BatchFile.MostLines);
                }

                var result = line.Problem is null ? await TakeAsync(lines, line, fields, request.OnlyCheck, actor, ct) : LineResult.Refused(BatchRefusals.Quotation);
                if (result.Refusal is { } refusal)
                {
                    bad.AddRange(result.Others.Prepend((Refusal: refusal, Column: result.Column)).Select(wrong =>
                        new BadLine(request.FileName, line.Number, $"{(wrong.Column is null ? "" : $"column {wrong.Column}: ")}{wrong.Refusal.Message} ({wrong.Refusal.Code})")));
                }
                else
                {
                    taken++;
                    if (effects.Count < MostEffects)
                    {
                        effects.Add($"line {line.Number}: {result.Effect}");
                    }
                }

                progress.Report(new ImportProgress(lines, Math.Max(lines, BatchFile.MostLines)));
            }
        }
        catch (CsvFormatException)
        {
            return BatchRefusals.LineTooLong;
        }

        if (lines == 0)
        {
            return BatchRefusals.Empty;
        }

        if (!request.OnlyCheck)
        {
            audit.Record(actor, Reason.None, new StaffRecordFileImported { FileName = request.FileName, Lines = lines, Taken = taken, BadLines = bad.Count });
            if (await db.SaveAsync(ct) is { } refused)
            {
                return refused;
            }
        }

        return new StaffRecordFileTaken(lines, taken, effects, bad);
    }

    /// <summary>A scope each: what one line leaves behind in a context is never saved with the next.</summary>
    private async Task<LineResult> TakeAsync(int number, CsvLine line, string[] fields, bool onlyCheck, Actor actor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var cells = BatchLine.Write(fields.Select(field => field.Length > LineCells.LongestCell ? field[..(LineCells.LongestCell + 1)] : field));
        var kept = new BatchLine { BatchId = Guid.Empty, Number = number, FileLine = line.Number, Cells = cells };
        await using var transaction = await scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Database.BeginTransactionAsync(ct);
        var result = await scope.ServiceProvider.GetRequiredService<StaffLineReader>().TakeAsync(new LineCells(BatchKind.StaffRecord, kept), actor, ct);
        if (onlyCheck || result.Refusal is not null)
        {
            await transaction.RollbackAsync(ct);
        }
        else
        {
            await transaction.CommitAsync(ct);
        }

        return result;
    }
}

public sealed record StaffRecordFileImported : CareEvent
{
    public required string FileName { get; init; }

    public required int Lines { get; init; }

    public required int Taken { get; init; }

    public required int BadLines { get; init; }

    public override string InWords => $"Took over the staff record file {FileName}: {Taken:N0} of {Lines:N0} lines.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet("staff-record")];
}
