using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A version of the reference data in a list.</summary>
public sealed record ReferenceVersionLine(Guid Id, ReferenceVersionState State, string Why, string? ProposedBy, DateTimeOffset ProposedAt, string? DecidedBy, DateTimeOffset? DecidedAt, int Rows);

public sealed record ReferenceVersionView(ReferenceVersionLine Line, Guid Version, Guid? ProposedById, IReadOnlyList<ReferenceRow> Rows);

/// <summary>A row of the tables in force.</summary>
public sealed record ReferenceEntry(ReferenceTable Kind, string First, string Second, string Name);

/// <summary>What becomes of one code for those who hold positions: how many positions and assignments gain and lose it.</summary>
public sealed record ReferenceEffectLine(string Code, string Name, int PositionsGain, int HoldersGain, int PositionsLose, int HoldersLose);

public sealed record AffectedPosition(PositionLink Position, int Holders, IReadOnlyList<string> Gains, IReadOnlyList<string> Losses);

public sealed record ReferenceEffect(int Positions, int Holders, IReadOnlyList<ReferenceEffectLine> Lines, IReadOnlyList<AffectedPosition> Page);

/// <summary>Reads over the reference data, its versions, and what a proposed one would do.</summary>
public sealed class ReferenceQueries(CareIdentityDb db, TimeProvider clock)
{
    private const int AtOnce = 1000;

    /// <summary>Rows of one table whose codes or names hold these letters.</summary>
    public async Task<IReadOnlyList<ReferenceEntry>> EntriesAsync(ReferenceTable kind, string? letters, CancellationToken ct)
    {
        var tables = await ReferenceTables.LoadAsync(db, ct);
        var names = Enum.GetValues<ReferenceTable>().SelectMany(table => tables.Rows(table).Where(row => row.Second.Length == 0)).ToDictionary(row => row.First, row => row.Name);
        return
        [
            .. tables.Rows(kind)
                .Select(row => new ReferenceEntry(kind, row.First, row.Second, row.Second.Length == 0 ? row.Name : $"{names.GetValueOrDefault(row.First)} → {names.GetValueOrDefault(row.Second)}"))
                .Where(entry => string.IsNullOrWhiteSpace(letters)
                    || $"{entry.First} {entry.Second} {entry.Name}".Contains(letters.Trim(), StringComparison.OrdinalIgnoreCase)),
        ];
    }

    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<ReferenceVersionLine> Rows, int Total)> VersionsAsync(int skip, int take, CancellationToken ct) =>
        (await Lines(db.ReferenceVersions.AsNoTracking().OrderByDescending(v => v.ProposedAt).ThenByDescending(v => v.Id).Skip(skip).Take(take)).ToListAsync(ct), await db.ReferenceVersions.CountAsync(ct));

    public async Task<ReferenceVersionView?> FindAsync(Guid id, CancellationToken ct)
    {
        var version = await db.ReferenceVersions.AsNoTracking().Include(v => v.Changes).FirstOrDefaultAsync(v => v.Id == id, ct);
        return version is null
            ? null
            : new ReferenceVersionView(
                await Lines(db.ReferenceVersions.AsNoTracking().Where(v => v.Id == id)).FirstAsync(ct),
                version.Version,
                version.ProposedBy,
                [.. ReferenceTables.InOrder(version.Changes.Select(change => change.Row))]);
    }

    /// <summary>What these rows would do to everybody, if they were put in force now; refused where they no longer fit. Positions are streamed, never held.</summary>
    public async Task<Outcome<ReferenceEffect>> EffectAsync(IReadOnlyList<ReferenceRow> rows, int skip, int take, CancellationToken ct)
    {
        var tables = await ReferenceTables.LoadAsync(db, ct);
        var before = tables.AsReference();
        foreach (var row in ReferenceTables.InOrder(rows))
        {
            if (tables.Apply(row) is { } impossible)
            {
                return impossible;
            }
        }

        var after = tables.AsReference();
        var count = new ReferenceEffectCount(before, after, skip, take);
        var chunk = new List<(Guid Position, HashSet<string> Gains, HashSet<string> Losses)>(AtOnce);
        await foreach (var position in EachAsync(before, after, ct))
        {
            chunk.Add(position);
            if (chunk.Count == AtOnce)
            {
                count.Add(chunk, await HoldersAsync(chunk.ConvertAll(p => p.Position), ct));
                chunk.Clear();
            }
        }

        count.Add(chunk, await HoldersAsync(chunk.ConvertAll(p => p.Position), ct));
        var ids = count.Page.ConvertAll(page => page.Position);
        var links = await db.Positions.AsNoTracking().Where(p => ids.Contains(p.Id)).Select(p => new PositionLink(p.Id, p.Name, p.Organisation, p.State)).ToDictionaryAsync(p => p.Id, ct);
        return new ReferenceEffect(
            count.Positions,
            count.Holders,
            count.Lines(),
            count.Page.ConvertAll(page => new AffectedPosition(links[page.Position], page.Holders, page.Gains, page.Losses)));
    }

    /// <summary>Open positions that give something else afterwards, in the order in which they were made.</summary>
    private async IAsyncEnumerable<(Guid Position, HashSet<string> Gains, HashSet<string> Losses)> EachAsync(
        RbacReference before, RbacReference after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var jobs = before.JobRoles.Concat(after.JobRoles).Select(role => role.Code).Distinct().Where(role => !Codes(before, role, []).SetEquals(Codes(after, role, []))).ToList();
        var activities = before.AllActivities.Concat(after.AllActivities).Distinct().Where(activity => !Codes(before, null, [activity]).SetEquals(Codes(after, null, [activity]))).ToList();
        if (jobs.Count == 0 && activities.Count == 0)
        {
            yield break;
        }

        var stream = db.AccessProfiles.AsNoTracking()
            .Where(x => jobs.Contains(x.JobRole) || x.AddedActivities.Any(a => activities.Contains(a.Activity)))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), x => x.PositionId, p => p.Id, (x, p) => new { x.PositionId, x.Id, x.JobRole, Added = x.AddedActivities.Select(a => a.Activity).ToList() })
            .OrderBy(x => x.PositionId).ThenBy(x => x.Id)
            .AsAsyncEnumerable();
        Guid? position = null;
        var (gains, losses) = (new HashSet<string>(), new HashSet<string>());
        await foreach (var access in stream.WithCancellation(ct))
        {
            if (position is { } complete && complete != access.PositionId)
            {
                if (gains.Count > 0 || losses.Count > 0)
                {
                    yield return (complete, gains, losses);
                }

                (gains, losses) = ([], []);
            }

            position = access.PositionId;
            var (had, has) = (Codes(before, access.JobRole, access.Added), Codes(after, access.JobRole, access.Added));
            gains.UnionWith(has.Except(had));
            losses.UnionWith(had.Except(has));
        }

        if (position is { } last && (gains.Count > 0 || losses.Count > 0))
        {
            yield return (last, gains, losses);
        }
    }

    private async Task<Dictionary<Guid, int>> HoldersAsync(List<Guid> positions, CancellationToken ct) => positions.Count == 0
        ? []
        : await new HoldersBeside(db, clock).Holding(positions).GroupBy(a => a.PositionId).Select(group => new { group.Key, Number = group.Count() }).ToDictionaryAsync(x => x.Key, x => x.Number, ct);

    private IQueryable<ReferenceVersionLine> Lines(IQueryable<ReferenceVersion> versions) => versions.Select(v => new ReferenceVersionLine(
        v.Id,
        v.State,
        v.Why,
        db.Profiles.Where(p => p.Id == v.ProposedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
        v.ProposedAt,
        db.Profiles.Where(p => p.Id == v.DecidedBy).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefault(),
        v.DecidedAt,
        db.ReferenceChanges.Count(c => c.VersionId == v.Id)));

    private static HashSet<string> Codes(RbacReference rbac, RCode? role, IEnumerable<BCode> added) => [.. rbac.Of(role, added).Select(activity => activity.Code.Value)];
}

/// <summary>Adds up what a version does, a thousand positions at a time.</summary>
internal sealed class ReferenceEffectCount(RbacReference before, RbacReference after, int skip, int take)
{
    private readonly Dictionary<string, int[]> codes = [];

    public int Positions { get; private set; }

    public int Holders { get; private set; }

    public List<(Guid Position, int Holders, IReadOnlyList<string> Gains, IReadOnlyList<string> Losses)> Page { get; } = [];

    public void Add(List<(Guid Position, HashSet<string> Gains, HashSet<string> Losses)> chunk, Dictionary<Guid, int> holders)
    {
        foreach (var (position, gains, losses) in chunk)
        {
            var held = holders.GetValueOrDefault(position);
            if (Positions >= skip && Page.Count < take)
            {
                Page.Add((position, held, Names(gains), Names(losses)));
            }

            Positions++;
            Holders += held;
            foreach (var code in gains)
            {
                var of = Of(code);
                (of[0], of[1]) = (of[0] + 1, of[1] + held);
            }

            foreach (var code in losses)
            {
                var of = Of(code);
                (of[2], of[3]) = (of[2] + 1, of[3] + held);
            }
        }
    }

    public IReadOnlyList<ReferenceEffectLine> Lines() =>
        [.. codes.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => new ReferenceEffectLine(c.Key, Name(c.Key), c.Value[0], c.Value[1], c.Value[2], c.Value[3]))];

    private int[] Of(string code)
    {
        if (!codes.TryGetValue(code, out var of))
        {
            codes[code] = of = new int[4];
        }

        return of;
    }

    private List<string> Names(HashSet<string> of) => [.. of.Order(StringComparer.Ordinal).Select(code => $"{Name(code)} ({code})")];

    private string Name(string code) => BCode.TryParse(code, out var activity) ? (after.Knows(activity) ? after : before).ActivityName(activity) : code;
}
