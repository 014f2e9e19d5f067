using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Kernel;

namespace CareIdentity.Access;

public sealed record ImportRolesRequest
{
    /// <summary>The folder with job-roles.csv, activities.csv, activity-inclusions.csv and baseline-policy.csv, and with areas-of-work.csv where it has one.</summary>
    public required string Directory { get; init; }
}

/// <param name="Counts">By table.</param>
/// <param name="BadLines">Left out. With any of them, nothing was closed or taken away.</param>
public sealed record ImportedRoles(RbacCounts Counts, IReadOnlyList<BadLine> BadLines);

/// <summary>
/// Takes over the national job roles, activities, inclusions and baseline, all in one commit: nobody ever works by half of a new and
/// half of an old policy. A bad line is told and left out; as what it was meant to say is unknown, nothing is closed or taken away
/// then. May be repeated.
/// </summary>
public sealed class ImportRoles(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<ImportedRoles>> ExecuteAsync(ImportRolesRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.AdministerReferenceData, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (!actor.IsService)
        {
            return ReferenceRefusals.TwoPeople;
        }

        var read = await RbacDirectory.ReadAsync(request.Directory, ct);
        if (read.IsRefused(out var notRead, out var directory))
        {
            return notRead;
        }

        await KeepVersionAsync(directory, actor, ct);
        var counts = await new RbacReplacement(db, audit, clock).ReplaceAsync(directory.Tables, mayRemove: directory.BadLines.Count == 0, actor, ct);

        audit.Record(actor, Reason.None, new RolesImported { Counts = counts, BadLines = directory.BadLines.Count, Sha256 = directory.Hashes });

        return await db.SaveAsync(ct) is null ? new ImportedRoles(counts, directory.BadLines) : ImportRefusals.AnotherChange;
    }

    /// <summary>The operator's import is a version among the others, in force at once; one that changes nothing is none. A row that could not be read closes nothing.</summary>
    private async Task KeepVersionAsync(RbacDirectory directory, Actor actor, CancellationToken ct)
    {
        var rows = (await ReferenceTables.LoadAsync(db, ct)).To(directory.Tables).Where(row => directory.BadLines.Count == 0 || row.Action is not ReferenceAction.Remove).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var version = ProposeReference.New("Imported from files by the operator", actor, rows, clock.GetUtcNow());
        if (version.Publish(actor, clock.GetUtcNow()) is null)
        {
            db.ReferenceVersions.Add(version);
        }
    }
}

/// <summary>The reference data of roles and activities was replaced.</summary>
public sealed record RolesImported : CareEvent
{
    public required RbacCounts Counts { get; init; }

    public required int BadLines { get; init; }

    /// <summary>Of each file, by name; empty where the set came with the service.</summary>
    public required IReadOnlyDictionary<string, string> Sha256 { get; init; }

    public override string InWords =>
        $"Imported roles and activities: {In("job roles", Counts.JobRoles)}; {In("activities", Counts.Activities)}; {In("inclusions", Counts.Inclusions)}; "
        + $"{In("baseline", Counts.Baseline)};{(Counts.AreasOfWork is { } areas ? $" {In("areas of work", areas)};" : "")} {BadLines} bad lines left out.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];

    private static string In(string table, TableCounts counts) => $"{table} {counts.Added} added, {counts.Changed} changed, {counts.Closed} closed";
}
