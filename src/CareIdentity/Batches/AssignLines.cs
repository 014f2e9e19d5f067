using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Batches;

/// <summary>Positions are given, some hundred in one commit by the rules of one.</summary>
internal sealed class AssignLines(CareIdentityDb db, LineLookups lookups, ManyGrants grants, RemoveAssignment remove) : BatchWork(db)
{
    private readonly CareIdentityDb db = db;

    public override BatchKind Kind => BatchKind.Assign;

    public override int LinesAtOnce => 1_000;

    public override async Task<IReadOnlyList<LineResult>> DoAsync(IReadOnlyList<BatchLine> lines, Batch batch, Actor actor, CancellationToken ct)
    {
        var asked = lines.Select(line => Read(new LineCells(Kind, line), batch.Reason)).ToList();
        await NameAsync(asked, ct);
        var ready = asked.Where(a => a.Cells.Problem is null).ToList();
        var granted = await grants.GrantAsync([.. ready.Select(a => a.ToRequest())], actor, ct);
        var outcomes = ready.Zip(granted).ToDictionary(both => both.First, both => both.Second);
        return [.. asked.Select(a => a.Cells.Problem ?? Result(a, outcomes[a]))];
    }

    protected override Task<LineResult> DoOneAsync(LineCells cells, string reason, Actor actor, CancellationToken ct) => throw new NotSupportedException("They are given together.");

    protected override async Task<LineResult> UndoOneAsync(BatchLine line, string reason, Actor actor, CancellationToken ct)
    {
        var last = line.Before is null ? (DateOnly?)null : DateOnly.Parse(line.Before);
        var assignment = await db.PositionAssignments.AsNoTracking().FirstOrDefaultAsync(a => a.Id == line.Target, ct);
        if (assignment is null || assignment.RemovedAt is not null || assignment.ExpiresOn != last)
        {
            return LineResult.Refused(BatchRefusals.ChangedSince);
        }

        return Result(
            await remove.ExecuteAsync(new RemoveAssignmentRequest { AssignmentId = assignment.Id, Reason = reason }, actor, ct),
            new LineResult { Effect = "The position was taken away again." });
    }

    private static Asked Read(LineCells cells, string reason) => new(cells)
    {
        Uuid = cells.Value<UserUuid>(BatchColumns.Uuid, "a UUID of 12 digits"),
        Organisation = cells.Value<OdsCode>(BatchColumns.Organisation, "an ODS code"),
        PositionName = cells.Text(BatchColumns.Position),
        StartsOn = cells.Date(BatchColumns.FirstDay),
        ExpiresOn = cells.Date(BatchColumns.LastDay),
        SponsorUuid = cells.Value<UserUuid>(BatchColumns.Sponsor, "a UUID of 12 digits"),
        Reason = cells.Text(BatchColumns.Reason) ?? reason,
    };

    private async Task NameAsync(List<Asked> asked, CancellationToken ct)
    {
        var readable = asked.Where(a => a.Cells.Problem is null).ToList();
        var people = await lookups.PeopleAsync([.. readable.SelectMany(a => new[] { a.Uuid!, a.SponsorUuid! }).Distinct()], ct);
        var positions = await lookups.PositionsAsync([.. readable.Select(a => a.Organisation!).Distinct()], [.. readable.Select(a => a.PositionName!).Distinct()], ct);
        foreach (var line in readable)
        {
            line.Person = people.GetValueOrDefault(line.Uuid!);
            line.Sponsor = people.GetValueOrDefault(line.SponsorUuid!);
            line.Position = LineLookups.OnlyOne(line.Cells, positions, line.Organisation!, line.PositionName!);
            foreach (var column in new[] { line.Person is null ? BatchColumns.Uuid : null, line.Sponsor is null ? BatchColumns.Sponsor : null }.OfType<string>())
            {
                line.Cells.Refuse(People.ProfileRefusals.NotFound, column);
            }
        }
    }

    private static LineResult Result(Asked asked, OneGrant outcome) => outcome.Assignment is not { } assignment ? LineResult.Refused(outcome.Refusals)
        : new LineResult
        {
            Subject = assignment.ProfileId,
            Target = assignment.Id,
            Before = asked.ExpiresOn is { } last ? $"{last:yyyy-MM-dd}" : null,
            Effect = $"{asked.Person!.FullName}: nothing → {asked.PositionName} at {asked.Organisation} from {asked.StartsOn:d MMMM yyyy}{(asked.ExpiresOn is { } end ? $" to {end:d MMMM yyyy}" : "")}",
            Same = $"{asked.Person.Id}|{asked.Position!.Id}",
        };

    private sealed record Asked(LineCells Cells)
    {
        public required UserUuid? Uuid { get; init; }

        public required OdsCode? Organisation { get; init; }

        public required string? PositionName { get; init; }

        public required DateOnly? StartsOn { get; init; }

        public required DateOnly? ExpiresOn { get; init; }

        public required UserUuid? SponsorUuid { get; init; }

        public required string Reason { get; init; }

        public NamedPerson? Person { get; set; }

        public NamedPerson? Sponsor { get; set; }

        public NamedPosition? Position { get; set; }

        public AssignPositionRequest ToRequest() => new()
        {
            ProfileId = Person!.Id,
            PositionId = Position!.Id,
            StartsOn = StartsOn!.Value,
            ExpiresOn = ExpiresOn,
            SponsorId = Sponsor!.Id,
            Reason = Reason,
        };
    }
}
