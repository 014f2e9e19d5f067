using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record ProposeReferenceRequest
{
    public required string Why { get; init; }

    /// <summary>A folder with the files of an import, whose difference to what is in force is proposed; null to begin with nothing and add rows.</summary>
    public string? Directory { get; init; }
}

/// <summary>Proposes a new version of the reference data (features.md row 60). Nothing changes until somebody else puts it in force.</summary>
public sealed class ProposeReference(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    internal const int MostRows = 20_000;

    public async Task<Outcome<Guid>> ExecuteAsync(ProposeReferenceRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (string.IsNullOrWhiteSpace(request.Why) || request.Why.Length > 1000)
        {
            return ReferenceRefusals.WhyMissing;
        }

        IReadOnlyList<ReferenceRow> rows = [];
        if (request.Directory is { } folder)
        {
            var read = await RbacDirectory.ReadAsync(folder, ct);
            if (read.IsRefused(out var notRead, out var directory))
            {
                return notRead;
            }

            if (directory.BadLines is [var bad, ..])
            {
                return ReferenceRefusals.BadLines(directory.BadLines.Count, $"{bad.File}, line {bad.Number}: {bad.Reason}");
            }

            rows = (await ReferenceTables.LoadAsync(db, ct)).To(directory.Tables);
            if (rows.Count is 0 or > MostRows)
            {
                return rows.Count == 0 ? ReferenceRefusals.NothingChanges : ReferenceRefusals.TooMany;
            }
        }

        var version = New(request.Why, actor, rows, clock.GetUtcNow());
        db.ReferenceVersions.Add(version);

        audit.Record(actor, new Reason(request.Why.Trim()), new ReferenceProposed { VersionId = version.Id, Rows = rows.Count });

        return await db.SaveAsync(ct) is { } refused ? refused : version.Id;
    }

    internal static ReferenceVersion New(string why, Actor actor, IEnumerable<ReferenceRow> rows, DateTimeOffset at)
    {
        var version = new ReferenceVersion { Id = Guid.CreateVersion7(at), Why = why.Trim(), ProposedBy = actor.IsService ? null : actor.ProfileId, ProposedAt = at };
        version.Changes.AddRange(rows.Select(row => Change(version.Id, row)));
        return version;
    }

    internal static ReferenceChange Change(Guid version, ReferenceRow row) =>
        new() { VersionId = version, Kind = row.Kind, First = row.First, Second = row.Second, Action = row.Action, Name = row.Name };
}

public sealed record ChangeProposalRequest
{
    public required Guid VersionId { get; init; }

    public required ReferenceRow Row { get; init; }

    /// <summary>False to take it out again.</summary>
    public required bool In { get; init; }
}

/// <summary>Adds one change of a row to a proposed version, or takes it out. Only who proposed it: whoever wrote part of it could otherwise put their own part in force.</summary>
public sealed class ChangeProposal(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(ChangeProposalRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var version = await db.ReferenceVersions.Include(v => v.Changes).FirstOrDefaultAsync(v => v.Id == request.VersionId, ct);
        if (version is null || version.State is not ReferenceVersionState.Proposed)
        {
            return version is null ? ReferenceRefusals.VersionNotFound : ReferenceRefusals.AlreadyDecided;
        }

        if (version.ProposedBy != actor.ProfileId)
        {
            return ReferenceRefusals.NotYours;
        }

        if (Read(request.Row).IsRefused(out var unreadable, out var row))
        {
            return unreadable;
        }

        if (await ChangeAsync(version, row, request.In, ct) is { } refusal)
        {
            return refusal;
        }

        db.Entry(version).State = EntityState.Modified;
        audit.Record(actor, Reason.None, new ProposalChanged { VersionId = version.Id, Row = row, In = request.In });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private async Task<Refusal?> ChangeAsync(ReferenceVersion version, ReferenceRow row, bool into, CancellationToken ct)
    {
        var known = version.Changes.Find(change => change.Row.Key == row.Key);
        if (!into)
        {
            if (known is not null)
            {
                db.Remove(known);
            }

            return known is null ? ReferenceRefusals.ChangeNotFound : null;
        }

        if (known is not null || version.Changes.Count >= ProposeReference.MostRows)
        {
            return known is null ? ReferenceRefusals.TooMany : ReferenceRefusals.TwiceTheRow;
        }

        // It must fit together with those that are there.
        var tables = await ReferenceTables.LoadAsync(db, ct);
        foreach (var one in ReferenceTables.InOrder(version.Changes.Select(change => change.Row).Append(row)))
        {
            if (tables.Apply(one) is { } impossible)
            {
                return impossible;
            }
        }

        db.ReferenceChanges.Add(ProposeReference.Change(version.Id, row));
        return null;
    }

    private static Outcome<ReferenceRow> Read(ReferenceRow row)
    {
        var (first, second, name) = (row.First.Trim().ToUpperInvariant(), row.Second.Trim().ToUpperInvariant(), row.Name.Trim());
        var isPair = row.Kind is ReferenceTable.Inclusion or ReferenceTable.Baseline;
        var wrong = row.Kind switch
        {
            ReferenceTable.JobRole or ReferenceTable.Baseline when !RCode.TryParse(first, out _) => ReferenceRefusals.NotACode(first, "a job role"),
            ReferenceTable.Activity or ReferenceTable.Inclusion when !BCode.TryParse(first, out _) => ReferenceRefusals.NotACode(first, "an activity"),
            ReferenceTable.AreaOfWork when !AreaCode.TryParse(first, out _) => ReferenceRefusals.NotACode(first, "an area of work"),
            _ when isPair && !BCode.TryParse(second, out _) => ReferenceRefusals.NotACode(second, "an activity"),
            _ when !isPair && row.Action is not ReferenceAction.Remove && name.Length is 0 or > 200 => ReferenceRefusals.Impossible("A code needs a name of at most 200 characters."),
            _ => null,
        };
        return wrong is not null ? wrong : row with { First = first, Second = isPair ? second : "", Name = isPair ? "" : name };
    }
}

public sealed record DecideReferenceRequest
{
    public required Guid VersionId { get; init; }

    /// <summary>The version of the proposal that was looked at.</summary>
    public required Guid Seen { get; init; }
}

/// <summary>
/// Puts a proposed version in force, in one commit: nobody ever works by half of a new and half of an old policy. Never by who proposed it. What
/// has changed since it was proposed and no longer fits refuses it.
/// </summary>
public sealed class PublishReference(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<RbacCounts>> ExecuteAsync(DecideReferenceRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var version = await db.ReferenceVersions.Include(v => v.Changes).FirstOrDefaultAsync(v => v.Id == request.VersionId, ct);
        if (version is null || version.Version != request.Seen)
        {
            return version is null ? ReferenceRefusals.VersionNotFound : SaveRefusals.ChangedBySomeoneElse;
        }

        if (version.Changes.Count == 0)
        {
            return ReferenceRefusals.Empty;
        }

        if (version.Publish(actor, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        var tables = await ReferenceTables.LoadAsync(db, ct);
        foreach (var row in ReferenceTables.InOrder(version.Changes.Select(change => change.Row)))
        {
            if (tables.Apply(row) is { } impossible)
            {
                return impossible;
            }
        }

        var counts = await new RbacReplacement(db, audit, clock).ReplaceAsync(tables.AsTables(), mayRemove: true, actor, ct);

        audit.Record(actor, new Reason(version.Why), new ReferencePublished { VersionId = version.Id, Rows = version.Changes.Count, ProposedBy = version.ProposedBy });

        return await db.SaveAsync(ct) is { } refused ? refused : counts;
    }
}

/// <summary>Ends a proposal without effect.</summary>
public sealed class WithdrawReference(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(DecideReferenceRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var version = await db.ReferenceVersions.FirstOrDefaultAsync(v => v.Id == request.VersionId, ct);
        if (version is null || version.Version != request.Seen)
        {
            return version is null ? ReferenceRefusals.VersionNotFound : SaveRefusals.ChangedBySomeoneElse;
        }

        if (version.Withdraw(actor, clock.GetUtcNow()) is { } refusal)
        {
            return refusal;
        }

        audit.Record(actor, Reason.None, new ReferenceWithdrawn { VersionId = version.Id });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record ReferenceProposed : CareEvent
{
    public required Guid VersionId { get; init; }

    public required int Rows { get; init; }

    public override string InWords => $"Proposed a new version of the reference data, with {Rows} changes.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];
}

public sealed record ProposalChanged : CareEvent
{
    public required Guid VersionId { get; init; }

    public required ReferenceRow Row { get; init; }

    /// <summary>False where it was taken out.</summary>
    public required bool In { get; init; }

    public override string InWords => $"{(In ? "Put into" : "Took out of")} a proposed version of the reference data: {Row.Action} {Row.Kind} {Row.First}{(Row.Second.Length > 0 ? $" {Row.Second}" : "")}.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];
}

public sealed record ReferencePublished : CareEvent
{
    public required Guid VersionId { get; init; }

    public required int Rows { get; init; }

    public Guid? ProposedBy { get; init; }

    public override string InWords => $"Put a new version of the reference data in force, with {Rows} changes.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];
}

public sealed record ReferenceWithdrawn : CareEvent
{
    public required Guid VersionId { get; init; }

    public override string InWords => "Withdrew a proposed version of the reference data.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];
}
