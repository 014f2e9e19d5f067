using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.TakeOver;

/// <summary>An open position, with what the rules ask of it.</summary>
internal sealed record KnownPosition(Guid Id, OdsCode Organisation, string Name, IReadOnlyList<RCode> JobRoles, IReadOnlyList<AccessHeld> Access, bool Appoints);

/// <summary>The organisations and positions that lines name: asked for once for many lines, and kept up to a bound.</summary>
internal sealed class KnownPlaces(CareIdentityDb db, Combinations combinations, RbacReference rbac, RaPolicy policy)
{
    private const int MostKept = 50_000;

    private readonly Dictionary<OdsCode, (string Name, bool IsOpen)?> organisations = [];
    private readonly Dictionary<(OdsCode, string), List<KnownPosition>> named = [];
    private readonly Dictionary<(OdsCode, RCode), List<KnownPosition>> byRole = [];
    private readonly Dictionary<Guid, KnownPosition> byId = [];
    private readonly Dictionary<(RCode, string), AccessHeld> given = [];

    public (string Name, bool IsOpen)? Organisation(OdsCode code) => organisations[code];

    public KnownPosition Of(Guid id) => byId[id];

    public IReadOnlyList<KnownPosition> Open(OdsCode organisation, string? name, RCode? jobRole) => name is not null ? named[(organisation, name)] : byRole[(organisation, jobRole!)];

    public async Task LoadAsync(IReadOnlyList<TakeOverLine> lines, CancellationToken ct)
    {
        if (organisations.Count + byId.Count + named.Count + byRole.Count > MostKept)
        {
            organisations.Clear();
            named.Clear();
            byRole.Clear();
            byId.Clear();
        }

        await LoadOrganisationsAsync([.. lines.Select(l => l.Organisation!).Where(code => !organisations.ContainsKey(code)).Distinct()], ct);
        await LoadPositionsAsync([.. lines.Where(l => l.HasPosition)], ct);
    }

    /// <summary>Those that people hold already, open or not.</summary>
    public async Task LoadAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct)
    {
        var unknown = positions.Where(id => !byId.ContainsKey(id)).Distinct().ToList();
        if (unknown.Count > 0)
        {
            await ReadAsync(db.Positions.Where(p => unknown.Contains(p.Id)), ct);
        }
    }

    private async Task LoadOrganisationsAsync(List<OdsCode> codes, CancellationToken ct)
    {
        if (codes.Count > 0)
        {
            var found = await db.Organisations.AsNoTracking().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, ct);
            codes.ForEach(code => organisations[code] = found.TryGetValue(code, out var organisation) ? (organisation.Name, organisation.IsOpen) : null);
        }
    }

    private async Task LoadPositionsAsync(List<TakeOverLine> lines, CancellationToken ct)
    {
        var names = lines.Where(l => l.Position is not null).Select(l => (l.Organisation!, l.Position!)).Where(key => !named.ContainsKey(key)).Distinct().ToList();
        var roles = lines.Where(l => l.Position is null).Select(l => (l.Organisation!, l.JobRole!)).Where(key => !byRole.ContainsKey(key)).Distinct().ToList();
        names.ForEach(key => named[key] = []);
        roles.ForEach(key => byRole[key] = []);
        if (names.Count > 0)
        {
            var (at, called) = (names.Select(key => key.Item1).Distinct().ToList(), names.Select(key => key.Item2).Distinct().ToList());
            var asked = names.ToHashSet();
            foreach (var position in await ReadAsync(db.Positions.Where(p => at.Contains(p.Organisation) && called.Contains(p.Name) && p.State == PositionState.Open), ct))
            {
                if (asked.Contains((position.Organisation, position.Name)))
                {
                    named[(position.Organisation, position.Name)].Add(position);
                }
            }
        }

        if (roles.Count > 0)
        {
            var (at, giving) = (roles.Select(key => key.Item1).Distinct().ToList(), roles.Select(key => key.Item2).Distinct().ToList());
            var asked = roles.ToHashSet();
            foreach (var position in await ReadAsync(db.Positions.Where(p => at.Contains(p.Organisation) && p.State == PositionState.Open && p.AccessProfiles.Any(a => a.IncludedFrom == null && giving.Contains(a.JobRole))), ct))
            {
                foreach (var role in position.JobRoles.Distinct().Where(role => asked.Contains((position.Organisation, role))))
                {
                    byRole[(position.Organisation, role)].Add(position);
                }
            }
        }
    }

    private async Task<IReadOnlyList<KnownPosition>> ReadAsync(IQueryable<Position> which, CancellationToken ct)
    {
        var read = await which.AsNoTracking().IgnoreAutoIncludes().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).OrderBy(p => p.Id).ToListAsync(ct);
        var ras = await combinations.RasOfAsync(read.SelectMany(p => p.AccessProfiles).Select(a => a.Organisation), ct);
        return [.. read.Select(position => byId[position.Id] = Of(position, ras))];
    }

    private KnownPosition Of(Position position, IReadOnlyDictionary<OdsCode, OdsCode> ras)
    {
        var access = position.AccessProfiles.ConvertAll(a => Given(a.AsTerms(), ras));
        return new KnownPosition(position.Id, position.Organisation, position.Name, [.. position.OwnProfiles.Select(a => a.JobRole)], access, access.Exists(a => a.Roles.Any(role => role.NeedsTraining())));
    }

    /// <summary>What a job role with these activities gives is the same everywhere; only where it is given differs.</summary>
    private AccessHeld Given(NewAccessProfile terms, IReadOnlyDictionary<OdsCode, OdsCode> ras)
    {
        var key = (terms.JobRole, string.Join(' ', terms.AddedActivities.Select(a => a.Value).Order(StringComparer.Ordinal)));
        if (!given.TryGetValue(key, out var known))
        {
            given[key] = known = AccessHeld.Of(terms, ras, rbac, policy);
        }

        return known with { Organisation = terms.Organisation, Ra = ras.GetValueOrDefault(terms.Organisation, terms.Organisation) };
    }
}
