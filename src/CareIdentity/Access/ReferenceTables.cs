using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// The tables of the reference data as they are in force, to be compared with others, changed by rows and read as what roles then give. Some
/// hundreds of rows; loaded whole.
/// </summary>
internal sealed class ReferenceTables
{
    private readonly Dictionary<ReferenceTable, Dictionary<(string First, string Second), (string Name, bool Closed)>> tables = [];

    public static async Task<ReferenceTables> LoadAsync(CareIdentityDb db, CancellationToken ct)
    {
        var now = new ReferenceTables();
        now.tables[ReferenceTable.JobRole] = await db.JobRoles.AsNoTracking().ToDictionaryAsync(r => (r.Code.Value, ""), r => (r.Name, r.Closed), ct);
        now.tables[ReferenceTable.Activity] = await db.Activities.AsNoTracking().ToDictionaryAsync(a => (a.Code.Value, ""), a => (a.Name, a.Closed), ct);
        now.tables[ReferenceTable.AreaOfWork] = await db.AreasOfWork.AsNoTracking().ToDictionaryAsync(a => (a.Code.Value, ""), a => (a.Name, a.Closed), ct);
        now.tables[ReferenceTable.Inclusion] = await db.ActivityInclusions.AsNoTracking().ToDictionaryAsync(i => (i.Activity.Value, i.Includes.Value), _ => ("", false), ct);
        now.tables[ReferenceTable.Baseline] = await db.BaselineActivities.AsNoTracking().ToDictionaryAsync(b => (b.JobRole.Value, b.Activity.Value), _ => ("", false), ct);
        return now;
    }

    /// <summary>What would make these tables say what those say. A file that knows only the number of an activity takes no name away.</summary>
    public IReadOnlyList<ReferenceRow> To(RbacTables wanted)
    {
        var rows = new List<ReferenceRow>();
        Codes(ReferenceTable.JobRole, wanted.JobRoles.ToDictionary(r => r.Key.Value, r => r.Value));
        Codes(ReferenceTable.Activity, wanted.Activities.ToDictionary(a => a.Key.Value, a => a.Value));
        if (wanted.AreasOfWork is { } areas)
        {
            Codes(ReferenceTable.AreaOfWork, areas.ToDictionary(a => a.Key.Value, a => a.Value));
        }

        Pairs(ReferenceTable.Inclusion, [.. wanted.Inclusions.Select(i => (i.Activity.Value, i.Includes.Value))]);
        Pairs(ReferenceTable.Baseline, [.. wanted.Baseline.Select(b => (b.JobRole.Value, b.Activity.Value))]);
        return rows;

        void Codes(ReferenceTable kind, Dictionary<string, string> said)
        {
            var known = tables[kind];
            foreach (var (code, name) in said)
            {
                if (!known.TryGetValue((code, ""), out var row) || row.Closed)
                {
                    rows.Add(new ReferenceRow(kind, code, "", ReferenceAction.Add, name.Length > 0 ? name : row.Name ?? ""));
                }
                else if (name.Length > 0 && row.Name != name)
                {
                    rows.Add(new ReferenceRow(kind, code, "", ReferenceAction.Rename, name));
                }
            }

            rows.AddRange(known.Where(row => !row.Value.Closed && !said.ContainsKey(row.Key.First)).Select(row => new ReferenceRow(kind, row.Key.First, "", ReferenceAction.Remove, row.Value.Name)));
        }

        void Pairs(ReferenceTable kind, HashSet<(string First, string Second)> said)
        {
            rows.AddRange(said.Where(pair => !tables[kind].ContainsKey(pair)).Select(pair => new ReferenceRow(kind, pair.First, pair.Second, ReferenceAction.Add, "")));
            rows.AddRange(tables[kind].Keys.Where(pair => !said.Contains(pair)).Select(pair => new ReferenceRow(kind, pair.First, pair.Second, ReferenceAction.Remove, "")));
        }
    }

    /// <summary>Changes one row here; refused where that cannot be. Codes first, then pairs: <see cref="InOrder"/>.</summary>
    public Refusal? Apply(ReferenceRow row)
    {
        var table = tables[row.Kind];
        var key = (row.First, row.Second);
        var isPair = row.Kind is ReferenceTable.Inclusion or ReferenceTable.Baseline;
        var there = table.TryGetValue(key, out var known) && !known.Closed;
        if (there == row.Action is ReferenceAction.Add || (isPair && row.Action is ReferenceAction.Rename))
        {
            return ReferenceRefusals.NoLongerApplies(row);
        }

        if (row.Action is ReferenceAction.Add && isPair && Missing(row) is { } missing)
        {
            return missing;
        }

        if (row.Action is ReferenceAction.Remove && isPair)
        {
            table.Remove(key);
        }
        else
        {
            table[key] = (row.Action is ReferenceAction.Remove ? known.Name : row.Name, row.Action is ReferenceAction.Remove);
        }

        return null;
    }

    /// <summary>The order in which the rows of one version fit together.</summary>
    public static IEnumerable<ReferenceRow> InOrder(IEnumerable<ReferenceRow> rows) =>
        rows.OrderBy(row => row.Kind is ReferenceTable.Inclusion or ReferenceTable.Baseline).ThenBy(row => row.Kind).ThenBy(row => row.First, StringComparer.Ordinal).ThenBy(row => row.Second, StringComparer.Ordinal);

    public RbacReference AsReference() => new(
        tables[ReferenceTable.JobRole].Select(r => (RCode.Parse(r.Key.First), r.Value.Name)),
        tables[ReferenceTable.Activity].Select(a => (BCode.Parse(a.Key.First), a.Value.Name)),
        tables[ReferenceTable.Inclusion].Keys.Select(i => (BCode.Parse(i.First), BCode.Parse(i.Second))),
        tables[ReferenceTable.Baseline].Keys.Select(b => (RCode.Parse(b.First), BCode.Parse(b.Second))),
        tables[ReferenceTable.AreaOfWork].Select(a => (AreaCode.Parse(a.Key.First), a.Value.Name)));

    /// <summary>What is in force, as an import would say it.</summary>
    public RbacTables AsTables() => new()
    {
        JobRoles = Rows(ReferenceTable.JobRole).ToDictionary(r => RCode.Parse(r.First), r => r.Name),
        Activities = Rows(ReferenceTable.Activity).ToDictionary(a => BCode.Parse(a.First), a => a.Name),
        AreasOfWork = Rows(ReferenceTable.AreaOfWork).ToDictionary(a => AreaCode.Parse(a.First), a => a.Name),
        Inclusions = Rows(ReferenceTable.Inclusion).Select(i => (BCode.Parse(i.First), BCode.Parse(i.Second))).ToHashSet(),
        Baseline = Rows(ReferenceTable.Baseline).Select(b => (RCode.Parse(b.First), BCode.Parse(b.Second))).ToHashSet(),
    };

    /// <summary>Rows that are in force, by code.</summary>
    public IEnumerable<(string First, string Second, string Name)> Rows(ReferenceTable kind) =>
        tables[kind].Where(row => !row.Value.Closed).Select(row => (row.Key.First, row.Key.Second, row.Value.Name)).OrderBy(row => row.First, StringComparer.Ordinal).ThenBy(row => row.Second, StringComparer.Ordinal);

    private Refusal? Missing(ReferenceRow row)
    {
        var first = row.Kind is ReferenceTable.Inclusion ? ReferenceTable.Activity : ReferenceTable.JobRole;
        return !tables[first].ContainsKey((row.First, "")) ? ReferenceRefusals.Impossible($"{row.First} is not in the reference data.")
            : !tables[ReferenceTable.Activity].ContainsKey((row.Second, "")) ? ReferenceRefusals.Impossible($"{row.Second} is not in the reference data.")
            : row.First == row.Second ? ReferenceRefusals.Impossible($"{row.First} cannot include itself.")
            : null;
    }
}
