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
                Before = await VersionAsync(person.Id, ct),
                Effect = $"{person.FullName}: open → closed{(ends.Count == 0 ? "" : $"; ends: {string.Join("; ", ends.Take(EndsShown))}{more}")}",
                Same = person.Id.ToString(),
            });
    }

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct) =>
        line.Subject is { } closed && await VersionAsync(closed, ct) == line.Before
            ? Result(
                await reopen.ExecuteAsync(new ReopenProfileRequest { ProfileId = closed, Reason = reason }, actor, ct),
                new LineResult { Effect = "The profile is open again, without access: positions and cards are given anew." })
            : LineResult.Refused(BatchRefusals.ChangedSince);

    /// <summary>As the batch left it: opened and closed again since, it is closed for another reason.</summary>
    private async Task<string?> VersionAsync(Guid profile, CancellationToken ct) =>
        (await db.Profiles.AsNoTracking().Where(p => p.Id == profile && p.State == ProfileState.Closed).Select(p => (Guid?)p.Version).FirstOrDefaultAsync(ct))?.ToString();
}
