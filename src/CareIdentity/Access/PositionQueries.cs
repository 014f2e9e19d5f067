using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A position in a list.</summary>
public sealed record PositionRow(Guid Id, string Name, OdsCode Organisation, string OrganisationName, bool AssignableBySponsors, PositionState State, int Holders);

/// <summary>What one access profile gives, with reasons.</summary>
public sealed record AccessProfileView(Guid Id, OdsCode Organisation, string OrganisationName, RCode JobRole, string JobRoleName, IReadOnlyList<EffectiveActivity> Activities)
{
    public IReadOnlyList<AreaOfWorkView> AreasOfWork { get; init; } = [];

    /// <summary>The positions through which it is included, the one whose own it is last; none for the position's own.</summary>
    public IReadOnlyList<PositionLink> IncludedBy { get; init; } = [];
}

public sealed record AreaOfWorkView(AreaCode Code, string Name);

/// <summary>A position that another names.</summary>
public sealed record PositionLink(Guid Id, string Name, OdsCode Organisation, PositionState State);

public sealed record PositionView(Guid Id, string Name, OdsCode Organisation, string OrganisationName, bool AssignableBySponsors, PositionState State, IReadOnlyList<AccessProfileView> AccessProfiles)
{
    /// <summary>How it was approved and who was involved.</summary>
    public string ApprovalNote { get; init; } = "";

    /// <summary>Null where the service set it up.</summary>
    public string? ApprovedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null where nobody has changed it.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Who approved the last change.</summary>
    public string? ChangeApprovedBy { get; init; }

    public string? ChangeNote { get; init; }

    /// <summary>What a change names as seen: another one in between refuses it.</summary>
    public required Guid Version { get; init; }

    /// <summary>What is said of the position itself, without what it includes.</summary>
    public IReadOnlyList<NewAccessProfile> OwnTerms { get; init; } = [];

    /// <summary>Positions that it includes itself.</summary>
    public IReadOnlyList<PositionLink> Included { get; init; } = [];

    /// <summary>Positions that include it themselves.</summary>
    public IReadOnlyList<PositionLink> IncludedIn { get; init; } = [];
}

/// <summary>A position that a person holds or held.</summary>
public sealed record HeldPosition(
    Guid AssignmentId,
    Guid PositionId,
    string PositionName,
    OdsCode Organisation,
    string OrganisationName,
    DateOnly StartsOn,
    DateOnly? ExpiresOn,
    DateTimeOffset? RemovedAt,
    string? GrantedBy,
    string? SponsoredBy,
    IReadOnlyList<AccessProfileView> AccessProfiles)
{
    public bool IsActiveOn(DateOnly day) => RemovedAt is null && StartsOn <= day && (ExpiresOn is null || day <= ExpiresOn);
}

/// <summary>Reads over positions and who holds them.</summary>
public sealed class PositionQueries(CareIdentityDb db, OnePerson person, RbacReferenceSource reference, PositionReaches reaches, TimeProvider clock)
{
    private const int MostLinks = 200;

    /// <summary>Open positions of one organisation, by name.</summary>
    public async Task<IReadOnlyList<PositionRow>> OfOrganisationAsync(OdsCode organisation, CancellationToken ct)
    {
        var today = clock.Today();
        return await db.Positions.AsNoTracking()
            .Where(p => p.Organisation == organisation && p.State == PositionState.Open)
            .OrderBy(p => p.Name)
            .Select(p => new PositionRow(
                p.Id,
                p.Name,
                p.Organisation,
                db.Organisations.Where(o => o.Code == p.Organisation).Select(o => o.Name).First(),
                p.AssignableBySponsors,
                p.State,
                db.PositionAssignments.Count(a => a.PositionId == p.Id && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))))
            .Take(500)
            .ToListAsync(ct);
    }

    public async Task<PositionView?> FindAsync(Guid id, CancellationToken ct)
    {
        var position = await db.Positions.AsNoTracking()
            .Include(p => p.Inclusions)
            .Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities)
            .FirstOrDefaultAsync(p => p.Id == id, ct);
        if (position is null)
        {
            return null;
        }

        var names = await NamesAsync([position.Organisation, .. position.AccessProfiles.Select(a => a.Organisation)], ct);
        var rbac = await reference.GetAsync(ct);
        var paths = await PathsAsync([position], ct);
        var (includes, includedIn) = (position.Inclusions.ConvertAll(i => i.IncludedId), db.PositionInclusions.Where(i => i.IncludedId == id).Select(i => i.PositionId));
        return new PositionView(
            position.Id,
            position.Name,
            position.Organisation,
            names[position.Organisation],
            position.AssignableBySponsors,
            position.State,
            [.. position.AccessProfiles.OrderBy(a => a.IncludedFrom is not null).ThenBy(a => a.Id).Select(a => View(a, names, rbac, paths))])
        {
            ApprovalNote = position.ApprovalNote,
            ApprovedBy = await NameAsync(position.ApprovedBy, ct),
            CreatedAt = position.CreatedAt,
            ChangedAt = position.ChangedAt,
            ChangeApprovedBy = await NameAsync(position.ChangeApprovedBy, ct),
            ChangeNote = position.ChangeNote,
            Version = position.Version,
            OwnTerms = position.OwnTerms,
            Included = await LinksAsync(db.Positions.Where(p => includes.Contains(p.Id)), ct),
            IncludedIn = await LinksAsync(db.Positions.Where(p => includedIn.Contains(p.Id)), ct),
        };
    }

    /// <summary>What a position would give that does not exist yet, with reasons.</summary>
    /// <returns>Refused where it cannot include these.</returns>
    public async Task<Outcome<IReadOnlyList<AccessProfileView>>> PreviewAsync(OdsCode organisation, IReadOnlyList<NewAccessProfile> own, IReadOnlyList<Guid> included, CancellationToken ct)
    {
        var reach = await reaches.OfNewAsync(organisation, own, included, ct);
        return reach.Refusal is { } refusal ? refusal : Outcome<IReadOnlyList<AccessProfileView>>.FromT(await ViewsAsync(reach.Changed.After, reach, ct));
    }

    /// <summary>What a change would make a position give, or made it give before.</summary>
    internal async Task<IReadOnlyList<AccessProfileView>> ViewsAsync(IReadOnlyList<GivenTerms> given, PositionReach reach, CancellationToken ct)
    {
        var names = await NamesAsync([.. given.Select(g => g.Terms.Organisation).Distinct()], ct);
        var rbac = await reference.GetAsync(ct);
        return
        [
            .. given.Select(g => new AccessProfileView(
                Guid.Empty, g.Terms.Organisation, names.GetValueOrDefault(g.Terms.Organisation, g.Terms.Organisation.Value), g.Terms.JobRole, rbac.JobRoleName(g.Terms.JobRole), rbac.Of(g.Terms.JobRole, g.Terms.AddedActivities))
            {
                AreasOfWork = Areas(g.Terms.AreasOfWork, rbac),
                IncludedBy = g.Of == reach.Changed.Id ? [] : [Link(reach.Known[g.Of])],
            }),
        ];
    }

    /// <summary>Open positions of these organisations, and these, open or not, wherever they are: what a form offers to include. By organisation and name.</summary>
    public async Task<IReadOnlyList<PositionLink>> IncludableAsync(IReadOnlyCollection<OdsCode> organisations, IReadOnlyCollection<Guid> chosen, CancellationToken ct) =>
        [.. (await db.Positions.AsNoTracking()
            .Where(p => (p.State == PositionState.Open && organisations.Contains(p.Organisation)) || chosen.Contains(p.Id))
            .OrderBy(p => p.Organisation).ThenBy(p => p.Name).ThenBy(p => p.Id)
            .Take(MostLinks)
            .ToListAsync(ct)).Select(Link)];

    public Task<IReadOnlyList<PositionLink>> LinksAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => LinksAsync(db.Positions.Where(p => ids.Contains(p.Id)), ct);

    /// <summary>Everything that a person holds, will hold or held: what works today first, then by start.</summary>
    public async Task<IReadOnlyList<HeldPosition>> OfProfileAsync(Guid profileId, CancellationToken ct)
    {
        var ids = await person.IdsAsync(profileId, ct);
        var rows = await db.PositionAssignments.AsNoTracking()
            .Where(a => ids.Contains(a.ProfileId))
            .Join(db.Positions.Include(p => p.AccessProfiles).ThenInclude(x => x.AddedActivities), a => a.PositionId, p => p.Id, (a, p) => new
            {
                Assignment = a,
                Position = p,
                GrantedBy = db.Profiles.Where(x => x.Id == a.GrantedBy).Select(x => x.GivenName + " " + x.FamilyName).FirstOrDefault(),
                SponsoredBy = db.Profiles.Where(x => x.Id == a.SponsoredBy).Select(x => x.GivenName + " " + x.FamilyName).FirstOrDefault(),
            })
            .OrderByDescending(x => x.Assignment.StartsOn).ThenBy(x => x.Assignment.Id)
            .Take(500)
            .ToListAsync(ct);
        var paths = await PathsAsync([.. rows.Select(r => r.Position).DistinctBy(p => p.Id)], ct);
        var names = await NamesAsync([.. rows.SelectMany(r => r.Position.AccessProfiles.Select(a => a.Organisation).Append(r.Position.Organisation)).Distinct()], ct);
        var rbac = await reference.GetAsync(ct);
        var today = clock.Today();
        return [.. rows
            .Select(r => new HeldPosition(
                r.Assignment.Id,
                r.Position.Id,
                r.Position.Name,
                r.Position.Organisation,
                names[r.Position.Organisation],
                r.Assignment.StartsOn,
                r.Assignment.ExpiresOn,
                r.Assignment.RemovedAt,
                r.GrantedBy,
                r.SponsoredBy,
                [.. r.Position.AccessProfiles.OrderBy(a => a.IncludedFrom is not null).ThenBy(a => a.Id).Select(a => View(a, names, rbac, paths))]))
            .OrderByDescending(p => p.IsActiveOn(today)).ThenByDescending(p => p.StartsOn)];
    }

    private async Task<string?> NameAsync(Guid? profile, CancellationToken ct) =>
        profile is null ? null : await db.Profiles.Where(p => p.Id == profile).Select(p => p.GivenName + " " + p.FamilyName).FirstOrDefaultAsync(ct);

    /// <summary>Of every access profile that follows an included position: the way there, step by step.</summary>
    private async Task<IReadOnlyDictionary<Guid, IReadOnlyList<PositionLink>>> PathsAsync(IReadOnlyList<Position> positions, CancellationToken ct)
    {
        var followers = positions.SelectMany(p => p.AccessProfiles).Where(a => a.IncludedFrom is not null).ToList();
        if (followers.Count == 0)
        {
            return new Dictionary<Guid, IReadOnlyList<PositionLink>>();
        }

        var sources = followers.Select(a => a.IncludedFrom!.Value).Distinct().ToList();
        var owners = await db.AccessProfiles.AsNoTracking().Where(a => sources.Contains(a.Id)).Select(a => new { a.Id, a.PositionId }).ToDictionaryAsync(a => a.Id, a => a.PositionId, ct);
        var edges = (await reaches.BeneathAsync([.. followers.Select(a => a.PositionId).Distinct()], ct)).ToLookup(edge => edge.PositionId, edge => edge.IncludedId);
        var named = edges.SelectMany(edge => edge).Distinct().ToList();
        var links = (await LinksAsync(db.Positions.Where(p => named.Contains(p.Id)), ct)).ToDictionary(link => link.Id);
        return followers.ToDictionary(a => a.Id, a => (IReadOnlyList<PositionLink>)[.. Path(a.PositionId, owners[a.IncludedFrom!.Value], edges).Select(id => links[id])]);
    }

    /// <summary>The shortest way down from a position to one that it includes, without itself.</summary>
    private static List<Guid> Path(Guid from, Guid to, ILookup<Guid, Guid> edges)
    {
        var cameFrom = new Dictionary<Guid, Guid>();
        var next = new Queue<Guid>([from]);
        while (!cameFrom.ContainsKey(to) && next.TryDequeue(out var id))
        {
            foreach (var further in edges[id].Where(further => cameFrom.TryAdd(further, id)))
            {
                next.Enqueue(further);
            }
        }

        var path = new List<Guid>();
        for (var step = to; step != from; step = cameFrom[step])
        {
            path.Insert(0, step);
        }

        return path;
    }

    private static async Task<IReadOnlyList<PositionLink>> LinksAsync(IQueryable<Position> positions, CancellationToken ct) =>
        [.. (await positions.AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Organisation).ThenBy(p => p.Id).Take(MostLinks).ToListAsync(ct)).Select(Link)];

    private static PositionLink Link(Position position) => new(position.Id, position.Name, position.Organisation, position.State);

    private static IReadOnlyList<AreaOfWorkView> Areas(IEnumerable<AreaCode> areas, RbacReference rbac) =>
        [.. areas.Select(area => new AreaOfWorkView(area, rbac.AreaName(area))).OrderBy(area => area.Name, StringComparer.OrdinalIgnoreCase)];

    private static AccessProfileView View(AccessProfile access, Dictionary<OdsCode, string> names, RbacReference rbac, IReadOnlyDictionary<Guid, IReadOnlyList<PositionLink>> paths) => new(
        access.Id,
        access.Organisation,
        names[access.Organisation],
        access.JobRole,
        rbac.JobRoleName(access.JobRole),
        rbac.Of(access.JobRole, access.AddedActivities.Select(a => a.Activity)))
    {
        AreasOfWork = Areas(access.AreasOfWork.Select(a => a.Area), rbac),
        IncludedBy = paths.GetValueOrDefault(access.Id, []),
    };

    private async Task<Dictionary<OdsCode, string>> NamesAsync(IReadOnlyList<OdsCode> codes, CancellationToken ct) =>
        await db.Organisations.AsNoTracking().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, ct);
}
