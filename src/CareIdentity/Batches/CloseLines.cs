using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>Profiles are closed. Undoing opens them again without access: what ended stays ended (decisions.md §4).</summary>
internal sealed class CloseLines(CareIdentityDb db, LineLookups lookups, EndingQueries endings, CloseProfile close, ReopenProfile reopen) : BatchWork(db)
{
    private const int EndsShown = 5;

    private readonly CareIdentityDb db = db;

    public override BatchKind Kind => BatchKind.Close;

    protected override async Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct)
    {
        var person = await lookups.PersonAsync(cells, ct);
        if (cells.Problem is { } problem)
        {
            return problem;
        }

        var ends = await endings.OfProfileAsync(person!.Id, ct);
        var more = ends.Count > EndsShown ? $"; and {ends.Count - EndsShown} more" : "";
        return Result(
            await close.ExecuteAsync(new CloseProfileRequest { ProfileId = person.Id, Reason = reason }, actor, ct),
            new LineResult
            {
                Subject = person.Id,
                Effect = $"{person.FullName}: open → closed{(ends.Count == 0 ? "" : $"; ends: {string.Join("; ", ends.Take(EndsShown))}{more}")}",
                Same = person.Id.ToString(),
            });
    }

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct) =>
        await db.Profiles.AnyAsync(p => p.Id == line.Subject && p.State == ProfileState.Closed, ct)
            ? Result(
                await reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = line.Subject!.Value, Reason = reason }, actor, ct),
                new LineResult { Effect = "The profile is open again, without access: positions and cards are given anew." })
            : LineResult.Refused(BatchRefusals.ChangedSince);
}
