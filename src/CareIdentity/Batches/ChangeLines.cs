using System.Text.Json;
using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>What is known of people changes: only what a cell says.</summary>
internal sealed class ChangeLines(CareIdentityDb db, LineLookups lookups, ChangeDetails change, TimeProvider clock) : BatchWork(db)
{
    private readonly CareIdentityDb db = db;

    public override BatchKind Kind => BatchKind.Change;

    protected override async Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct)
    {
        var person = await lookups.PersonAsync(cells, ct);
        if (person is null)
        {
            _ = LineDetails.Of(cells); // What else is wrong with it is said, too.
            return cells.Problem!;
        }

        var profile = await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == person.Id, ct);
        var before = profile.Described;
        var after = LineDetails.Over(before, cells);
        if (profile is { Kind: ProfileKind.Person, State: ProfileState.Verified })
        {
            LineDetails.Check(after, cells, clock.Today());
        }

        if (cells.Problem is { } problem)
        {
            return problem;
        }

        var outcome = await change.ExecuteAsync(new ChangeDetailsRequest { ProfileId = person.Id, Details = after, Reason = reason }, actor, ct);
        return Result(outcome, new LineResult
        {
            Subject = person.Id,
            Before = JsonSerializer.Serialize(new[] { before, after }, AuditJson.Options),
            Effect = $"{person.FullName}: {string.Join("; ", DetailsChange.Between(before, after).Select(c => $"{c.Field} {c.Before ?? "nothing"} → {c.After ?? "nothing"}"))}",
            Same = person.Id.ToString(),
        });
    }

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct)
    {
        var both = JsonSerializer.Deserialize<PersonalDetails[]>(line.Before!, AuditJson.Options)!;
        var now = (await db.Profiles.AsNoTracking().FirstAsync(p => p.Id == line.Subject, ct)).Described;
        if (DetailsChange.Between(both[1], now).Count > 0)
        {
            return LineResult.Refused(BatchRefusals.ChangedSince);
        }

        return Result(
            await change.ExecuteAsync(new ChangeDetailsRequest { ProfileId = line.Subject!.Value, Details = both[0], Reason = reason }, actor, ct),
            new LineResult { Effect = "It is as it was before." });
    }
}
