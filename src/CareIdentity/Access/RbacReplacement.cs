using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Puts new tables in the place of the known ones, by their difference, in the caller's one commit. A job role or activity that is no
/// longer there is closed and not deleted: positions and histories name it.
/// </summary>
internal sealed class RbacReplacement(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Keeps the list of rows in an event within what an event may hold.</summary>
    private const int RowsInEvent = 250;

    /// <param name="tables">What holds from now on.</param>
    /// <param name="mayRemove">False: nothing is closed or taken away, because lines are missing that could not be read.</param>
    /// <param name="actor">Who the events name.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<RbacCounts> ReplaceAsync(RbacTables tables, bool mayRemove, Actor actor, CancellationToken ct)
    {
        var counts = new RbacCounts
        {
            JobRoles = Record(actor, "job roles", await JobRolesAsync(tables.JobRoles, mayRemove, ct)),
            Activities = Record(actor, "activities", await ActivitiesAsync(tables.Activities, mayRemove, ct)),
            AreasOfWork = tables.AreasOfWork is { } areas ? Record(actor, "areas of work", await AreasAsync(areas, mayRemove, ct)) : null,
            Inclusions = Record(actor, "inclusions", await InclusionsAsync(tables.Inclusions, mayRemove, ct)),
            Baseline = Record(actor, "baseline", await BaselineAsync(tables.Baseline, mayRemove, ct)),
        };
        await RenewAsync(ct);
        return counts;
    }

    private async Task<TableChange> JobRolesAsync(IReadOnlyDictionary<RCode, string> wanted, bool mayRemove, CancellationToken ct)
    {
        var known = await db.JobRoles.ToDictionaryAsync(r => r.Code, ct);
        var change = new TableChange();
        foreach (var (code, name) in wanted)
        {
            if (!known.TryGetValue(code, out var role))
            {
                db.JobRoles.Add(new JobRole { Code = code, Name = name });
                change.Added.Add(code.Value);
            }
            else if (role.Closed || role.Name != name)
            {
                (role.Name, role.Closed) = (name, false);
                change.Changed.Add(code.Value);
            }
            else
            {
                change.Unchanged++;
            }
        }

        foreach (var role in known.Values.Where(role => mayRemove && !role.Closed && !wanted.ContainsKey(role.Code)))
        {
            role.Closed = true;
            change.Removed.Add(role.Code.Value);
        }

        return change;
    }

    private async Task<TableChange> ActivitiesAsync(IReadOnlyDictionary<BCode, string> wanted, bool mayRemove, CancellationToken ct)
    {
        var known = await db.Activities.ToDictionaryAsync(a => a.Code, ct);
        var change = new TableChange();
        foreach (var (code, said) in wanted)
        {
            if (!known.TryGetValue(code, out var activity))
            {
                db.Activities.Add(new Activity { Code = code, Name = said });
                change.Added.Add(code.Value);
                continue;
            }

            // A file that knows only the number takes no name away.
            var name = said.Length > 0 ? said : activity.Name;
            if (activity.Closed || activity.Name != name)
            {
                (activity.Name, activity.Closed) = (name, false);
                change.Changed.Add(code.Value);
            }
            else
            {
                change.Unchanged++;
            }
        }

        foreach (var activity in known.Values.Where(activity => mayRemove && !activity.Closed && !wanted.ContainsKey(activity.Code)))
        {
            activity.Closed = true;
            change.Removed.Add(activity.Code.Value);
        }

        return change;
    }

    private async Task<TableChange> AreasAsync(IReadOnlyDictionary<AreaCode, string> wanted, bool mayRemove, CancellationToken ct)
    {
        var known = await db.AreasOfWork.ToDictionaryAsync(a => a.Code, ct);
        var change = new TableChange();
        foreach (var (code, name) in wanted)
        {
            if (!known.TryGetValue(code, out var area))
            {
                db.AreasOfWork.Add(new AreaOfWork { Code = code, Name = name });
                change.Added.Add(code.Value);
            }
            else if (area.Closed || area.Name != name)
            {
                (area.Name, area.Closed) = (name, false);
                change.Changed.Add(code.Value);
            }
            else
            {
                change.Unchanged++;
            }
        }

        foreach (var area in known.Values.Where(area => mayRemove && !area.Closed && !wanted.ContainsKey(area.Code)))
        {
            area.Closed = true;
            change.Removed.Add(area.Code.Value);
        }

        return change;
    }

    private async Task<TableChange> InclusionsAsync(IReadOnlySet<(BCode Activity, BCode Includes)> wanted, bool mayRemove, CancellationToken ct) =>
        Difference(
            await db.ActivityInclusions.ToDictionaryAsync(i => (i.Activity, i.Includes), ct),
            wanted,
            pair => ($"{pair.Activity} {pair.Includes}", new ActivityInclusion { Activity = pair.Activity, Includes = pair.Includes }),
            mayRemove);

    private async Task<TableChange> BaselineAsync(IReadOnlySet<(RCode JobRole, BCode Activity)> wanted, bool mayRemove, CancellationToken ct) =>
        Difference(
            await db.BaselineActivities.ToDictionaryAsync(b => (b.JobRole, b.Activity), ct),
            wanted,
            pair => ($"{pair.JobRole} {pair.Activity}", new BaselineActivity { JobRole = pair.JobRole, Activity = pair.Activity }),
            mayRemove);

    private TableChange Difference<TKey, TRow>(Dictionary<TKey, TRow> known, IReadOnlySet<TKey> wanted, Func<TKey, (string Name, TRow Row)> of, bool mayRemove)
        where TKey : notnull
        where TRow : class
    {
        var change = new TableChange();
        foreach (var key in wanted)
        {
            if (known.ContainsKey(key))
            {
                change.Unchanged++;
            }
            else
            {
                var (name, row) = of(key);
                db.Add(row);
                change.Added.Add(name);
            }
        }

        foreach (var (key, row) in known.Where(pair => mayRemove && !wanted.Contains(pair.Key)))
        {
            db.Remove(row);
            change.Removed.Add(of(key).Name);
        }

        return change;
    }

    /// <summary>Every row that became or ceased to be is named in an event: years later it must be possible to say what a role gave on a day.</summary>
    private TableCounts Record(Actor actor, string table, TableChange change)
    {
        var all = change.Added.Select(row => (Kind: 0, row)).Concat(change.Changed.Select(row => (Kind: 1, row))).Concat(change.Removed.Select(row => (Kind: 2, row)));
        foreach (var some in all.Chunk(RowsInEvent))
        {
            audit.Record(actor, Reason.None, new ReferenceRowsChanged
            {
                Table = table,
                Added = [.. some.Where(row => row.Kind == 0).Select(row => row.row)],
                Changed = [.. some.Where(row => row.Kind == 1).Select(row => row.row)],
                Removed = [.. some.Where(row => row.Kind == 2).Select(row => row.row)],
            });
        }

        return new TableCounts(change.Added.Count, change.Changed.Count, change.Removed.Count, change.Unchanged);
    }

    private async Task RenewAsync(CancellationToken ct)
    {
        var set = await db.ReferenceSets.FirstOrDefaultAsync(s => s.Name == RbacReferenceSource.SetName, ct);
        if (set is null)
        {
            db.ReferenceSets.Add(new ReferenceSet { Name = RbacReferenceSource.SetName, ImportedAt = clock.GetUtcNow() });
            return;
        }

        // Also where the clock stood still: the new version is what tells every node to read again.
        set.ImportedAt = clock.GetUtcNow();
        db.Entry(set).State = EntityState.Modified;
    }

    private sealed class TableChange
    {
        public List<string> Added { get; } = [];

        public List<string> Changed { get; } = [];

        public List<string> Removed { get; } = [];

        public int Unchanged { get; set; }
    }
}

/// <summary>What became of the rows of one table; closed ones are those that the new table no longer has.</summary>
public sealed record TableCounts(int Added, int Changed, int Closed, int Unchanged);

public sealed record RbacCounts
{
    public required TableCounts JobRoles { get; init; }

    public required TableCounts Activities { get; init; }

    /// <summary>Null where nothing was said of them.</summary>
    public TableCounts? AreasOfWork { get; init; }

    public required TableCounts Inclusions { get; init; }

    public required TableCounts Baseline { get; init; }
}

/// <summary>Rows of the reference data that came, changed or went; part of the commit that <see cref="RolesImported"/> closes.</summary>
public sealed record ReferenceRowsChanged : CareEvent
{
    public required string Table { get; init; }

    public required IReadOnlyList<string> Added { get; init; }

    public required IReadOnlyList<string> Changed { get; init; }

    public required IReadOnlyList<string> Removed { get; init; }

    public override string InWords => $"Changed the reference data, {Table}: {Added.Count} added, {Changed.Count} changed, {Removed.Count} closed or taken away.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.ReferenceSet(RbacReferenceSource.SetName)];
}
