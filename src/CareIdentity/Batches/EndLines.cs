using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>Positions end at once, or on another day than before.</summary>
internal sealed class EndLines(CareIdentityDb db, LineLookups lookups, RemoveAssignment remove, ChangeAssignment change, RestoreAssignment restore) : BatchWork(db)
{
    private const string NoEnd = "none";

    private readonly CareIdentityDb db = db;

    public override BatchKind Kind => BatchKind.End;

    protected override async Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct)
    {
        var person = await lookups.PersonAsync(cells, ct);
        var position = await lookups.PositionAsync(cells, ct);
        var last = cells.Date(BatchColumns.LastDay);
        if (cells.Problem is { } problem)
        {
            return problem;
        }

        var held = await db.PositionAssignments.AsNoTracking().FirstOrDefaultAsync(a => a.ProfileId == person!.Id && a.PositionId == position!.Id && a.RemovedAt == null, ct);
        if (held is null)
        {
            return LineResult.Refused(AccessRefusals.AssignmentNotFound, BatchColumns.Position);
        }

        var outcome = last is null
            ? await remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = held.Id, Reason = reason }, actor, ct)
            : await change.ExecuteAsync(new ChangeAssignmentRequest { AssignmentId = held.Id, ExpiresOn = last, Reason = reason }, actor, ct);
        return Result(outcome, new LineResult
        {
            Subject = person!.Id,
            Target = held.Id,
            Before = $"{(last is null ? "" : $"{last:yyyy-MM-dd}")}|{Day(held.ExpiresOn)}|{await VersionAsync(held.Id, ct)}",
            Effect = $"{person.FullName}, {position!.Name} at {position.Organisation}: last day {Words(held.ExpiresOn)} → {(last is null ? "removed" : Words(last))}",
            Same = held.Id.ToString(),
        });
    }

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct)
    {
        var (left, before, version) = line.Before!.Split('|') is [var first, var second, var third] ? (first, second, third) : throw new FormatException();
        if (line.Target is not { } held || await VersionAsync(held, ct) != version)
        {
            return LineResult.Refused(BatchRefusals.ChangedSince); // Given back and removed again since, it was removed for another reason.
        }

        return left.Length == 0
            ? Result(await restore.ExecuteAsync(new RestoreAssignmentRequest { AssignmentId = held, Reason = reason }, actor, ct), new LineResult { Effect = "The position was given back." })
            : Result(
                await change.ExecuteAsync(new ChangeAssignmentRequest { AssignmentId = held, ExpiresOn = before == NoEnd ? null : DateOnly.Parse(before), Reason = reason }, actor, ct),
                new LineResult { Effect = "The last day is as it was." });
    }

    private async Task<string?> VersionAsync(Guid assignment, CancellationToken ct) =>
        (await db.PositionAssignments.AsNoTracking().Where(a => a.Id == assignment).Select(a => (Guid?)a.Version).FirstOrDefaultAsync(ct))?.ToString();

    private static string Day(DateOnly? day) => day is { } on ? $"{on:yyyy-MM-dd}" : NoEnd;

    private static string Words(DateOnly? day) => day is { } on ? $"{on:d MMMM yyyy}" : "without end";
}
