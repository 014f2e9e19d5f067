using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>An access profile that a position gives, and the position of whose own it is.</summary>
internal sealed record GivenTerms(NewAccessProfile Terms, Guid Of);

/// <summary>A position that a change reaches: the changed one itself, or one that includes it; what it gives before and after.</summary>
internal sealed record ReachedPosition(Position Position, List<GivenTerms> Before, List<GivenTerms> After, AccessDifference Difference)
{
    public Guid Id => Position.Id;

    public IReadOnlyList<NewAccessProfile> TermsBefore => Before.ConvertAll(given => given.Terms);

    public IReadOnlyList<NewAccessProfile> TermsAfter => After.ConvertAll(given => given.Terms);
}

/// <summary>How far a change of one position goes: itself, and every position that includes it, however many steps away.</summary>
internal sealed record PositionReach
{
    public required ReachedPosition Changed { get; init; }

    /// <summary>Positions that include the changed one and then give something else; closed ones too, which nobody holds.</summary>
    public required IReadOnlyList<ReachedPosition> Including { get; init; }

    /// <summary>What the changed position shall include itself.</summary>
    public required IReadOnlyList<Guid> Included { get; init; }

    /// <summary>Every position that is named anywhere in it.</summary>
    public required IReadOnlyDictionary<Guid, Position> Known { get; init; }

    /// <summary>Beneath each reached position after the change.</summary>
    public required IReadOnlyDictionary<Guid, IReadOnlySet<Guid>> Beneath { get; init; }

    /// <summary>Why the inclusions as such cannot be.</summary>
    public Refusal? Refusal { get; init; }

    public IReadOnlyList<ReachedPosition> All => [Changed, .. Including];

    /// <summary>Those whose holders would notice.</summary>
    public IReadOnlyList<Guid> Ids => [Changed.Id, .. Including.Select(reached => reached.Id)];

    public bool Gives => All.Any(reached => reached.Difference.Gained.Count > 0);

    public bool IsNothing => All.All(reached => reached.Difference.IsNothing);

    public IReadOnlyList<string> Names(IEnumerable<Guid> positions) =>
        [.. positions.Distinct().Where(Known.ContainsKey).Select(id => $"{Known[id].Name} at {Known[id].Organisation}").Order(StringComparer.Ordinal)];
}

/// <summary>
/// Works out what a position gives with what it includes, and keeps the access profiles that follow included ones in step: beneath every
/// position stands all that it gives, so that authority, lists, rules and reports find it without knowing of inclusions (ADR-0022).
/// </summary>
public sealed class PositionReaches(CareIdentityDb db, RbacReferenceSource reference)
{
    /// <summary>In all, however many steps away.</summary>
    internal const int MostIncluded = 20;

    /// <summary>With those of included positions.</summary>
    internal const int MostProfiles = 40;

    /// <summary>Of a position that does not exist yet.</summary>
    internal Task<PositionReach> OfNewAsync(OdsCode organisation, IReadOnlyList<NewAccessProfile> own, IReadOnlyList<Guid> included, CancellationToken ct) =>
        OfAsync(
            new Position { Id = Guid.Empty, Organisation = organisation, Name = "", ApprovalNote = "", CreatedBy = Guid.Empty, CreatedAt = default },
            own,
            included,
            ct);

    /// <summary>Of a position as it is, which shall have these access profiles and include these positions.</summary>
    internal async Task<PositionReach> OfAsync(Position changed, IReadOnlyList<NewAccessProfile> own, IReadOnlyList<Guid> included, CancellationToken ct)
    {
        var above = await AboveAsync(changed.Id, ct);
        var edges = await BeneathAsync([changed.Id, .. above, .. included], ct);
        var ids = edges.SelectMany(edge => new[] { edge.PositionId, edge.IncludedId }).Concat(above).Concat(included).Where(id => id != changed.Id).Distinct().ToList();
        var known = await db.Positions.Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        known[changed.Id] = changed;
        var before = edges.ToLookup(edge => edge.PositionId, edge => edge.IncludedId);
        var after = edges.Where(edge => edge.PositionId != changed.Id).Select(edge => (edge.PositionId, edge.IncludedId))
            .Concat(included.Where(known.ContainsKey).Select(id => (PositionId: changed.Id, IncludedId: id)))
            .ToLookup(edge => edge.PositionId, edge => edge.IncludedId);
        var rbac = await reference.GetAsync(ct);
        var beneath = above.Prepend(changed.Id).ToDictionary(id => id, id => Closure(id, after));
        var reached = beneath.Keys.Select(id => Reached(known[id], changed.Id, own, Closure(id, before), beneath[id], known, rbac)).ToList();
        var isNew = included.Except(before[changed.Id]).ToList();
        return new PositionReach
        {
            Changed = reached[0],
            Including = [.. reached.Skip(1).Where(r => !r.Difference.IsNothing || Moves(r))],
            Included = [.. included],
            Known = known,
            Beneath = beneath,
            Refusal = await CheckAsync(changed, isNew, beneath, reached, known, ct),
        };
    }

    /// <summary>Writes into the context what follows from it, once the changed position's own access profiles stand as they shall.</summary>
    internal void Follow(PositionReach reach, Position changed, DateTimeOffset at)
    {
        db.RemoveRange(changed.Inclusions.Where(i => !reach.Included.Contains(i.IncludedId)));
        changed.Inclusions.RemoveAll(i => !reach.Included.Contains(i.IncludedId));
        var isNew = reach.Included.Where(id => !changed.Inclusions.Exists(i => i.IncludedId == id)).ToList();
        changed.Inclusions.AddRange(isNew.ConvertAll(id => new PositionInclusion { PositionId = changed.Id, IncludedId = id }));
        var beneath = reach.Beneath[reach.Changed.Id];
        foreach (var touched in isNew.Count > 0 ? beneath : new HashSet<Guid>())
        {
            // Whoever changes it at the same moment has not seen this inclusion, and two that together make a circle do not both hold.
            db.Entry(reach.Known[touched]).State = EntityState.Modified;
        }

        Sync(changed, beneath, reach, changed, at);
        foreach (var reached in reach.Including)
        {
            Sync(reached.Position, reach.Beneath[reached.Id], reach, changed, at);
            db.Entry(reached.Position).State = EntityState.Modified;
        }
    }

    /// <summary>Takes away what follows an access profile that goes. Before it does: the context would make its followers profiles of their own.</summary>
    internal void Unfollow(PositionReach reach, Guid source)
    {
        foreach (var position in reach.Including.Select(reached => reached.Position))
        {
            foreach (var follower in position.AccessProfiles.Where(a => a.IncludedFrom == source).ToList())
            {
                db.RemoveRange(follower.AddedActivities);
                db.RemoveRange(follower.AreasOfWork);
                db.Remove(follower);
                position.AccessProfiles.Remove(follower);
            }
        }
    }

    /// <summary>Whether one of these people had a hand in the position or in any that it includes.</summary>
    internal async Task<bool> WasMadeByAsync(Position position, IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        if (people.Any(position.WasMadeBy))
        {
            return true;
        }

        var included = (await BeneathAsync([position.Id], ct)).Select(edge => edge.IncludedId).Distinct().ToList();
        return included.Count > 0 && await db.Positions.AnyAsync(
            p => included.Contains(p.Id)
                && (people.Contains(p.CreatedBy) || people.Contains(p.ApprovedBy!.Value) || people.Contains(p.ChangedBy!.Value) || people.Contains(p.ChangeApprovedBy!.Value)),
            ct);
    }

    /// <summary>Every inclusion beneath these.</summary>
    internal async Task<IReadOnlyList<PositionInclusion>> BeneathAsync(IEnumerable<Guid> from, CancellationToken ct)
    {
        var (edges, seen) = (new List<PositionInclusion>(), new HashSet<Guid>());
        var next = from.Where(seen.Add).ToList();
        while (next.Count > 0)
        {
            var found = await db.PositionInclusions.AsNoTracking().Where(i => next.Contains(i.PositionId)).ToListAsync(ct);
            edges.AddRange(found);
            next = [.. found.Select(edge => edge.IncludedId).Where(seen.Add)];
        }

        return edges;
    }

    /// <summary>Every position that includes it, however many steps away.</summary>
    internal async Task<IReadOnlyList<Guid>> AboveAsync(Guid of, CancellationToken ct)
    {
        var seen = new HashSet<Guid> { of };
        List<Guid> next = [of];
        while (next.Count > 0)
        {
            next = [.. (await db.PositionInclusions.AsNoTracking().Where(i => next.Contains(i.IncludedId)).Select(i => i.PositionId).ToListAsync(ct)).Where(seen.Add)];
        }

        seen.Remove(of);
        return [.. seen];
    }

    private async Task<Refusal?> CheckAsync(
        Position changed, List<Guid> isNew, Dictionary<Guid, IReadOnlySet<Guid>> beneath, List<ReachedPosition> reached, Dictionary<Guid, Position> known, CancellationToken ct)
    {
        if (isNew.Contains(changed.Id))
        {
            return PositionRefusals.IncludesItself;
        }

        if (isNew.Exists(id => !known.TryGetValue(id, out var position) || position.State is PositionState.Closed))
        {
            return PositionRefusals.IncludedNotFound;
        }

        if (beneath[changed.Id].Contains(changed.Id))
        {
            return PositionRefusals.InclusionCircle(changed.Name);
        }

        if (beneath.Values.Any(set => set.Count > MostIncluded) || (beneath[changed.Id].Count > 0 && reached.Exists(r => r.After.Count > MostProfiles)))
        {
            return PositionRefusals.TooMuchIncluded(MostIncluded, MostProfiles);
        }

        foreach (var organisation in isNew.Select(id => known[id].Organisation).Distinct())
        {
            if (!await IsInTreeAsync(changed.Organisation, organisation, ct))
            {
                return PositionRefusals.IncludedElsewhere;
            }
        }

        return null;
    }

    /// <summary>At or below the Registration Authority that looks after the first. The national locum pharmacy has none, so its positions stand alone.</summary>
    private Task<bool> IsInTreeAsync(OdsCode of, OdsCode organisation, CancellationToken ct)
    {
        var nearest = db.OrganisationAncestors
            .Where(a => a.Organisation == of)
            .Join(db.Organisations.Where(o => o.Kind == OrganisationKind.RegistrationAuthority), a => a.Ancestor, o => o.Code, (a, o) => a)
            .OrderBy(a => a.Depth)
            .Select(a => a.Ancestor)
            .Take(1);
        return db.OrganisationAncestors.AnyAsync(a => a.Organisation == organisation && nearest.Contains(a.Ancestor), ct);
    }

    private static ReachedPosition Reached(
        Position position, Guid changed, IReadOnlyList<NewAccessProfile> own, IReadOnlySet<Guid> beneathBefore, IReadOnlySet<Guid> beneathAfter, Dictionary<Guid, Position> known, RbacReference rbac)
    {
        var before = beneathBefore.Prepend(position.Id).Distinct().SelectMany(id => known[id].OwnTerms.Select(terms => new GivenTerms(terms, id))).ToList();
        var after = beneathAfter.Prepend(position.Id).Distinct().SelectMany(id => (id == changed ? own : known[id].OwnTerms).Select(terms => new GivenTerms(terms, id))).ToList();
        return new ReachedPosition(position, before, after, AccessDifference.Between(before.ConvertAll(g => g.Terms), after.ConvertAll(g => g.Terms), rbac));
    }

    /// <summary>Also where what it gives stays the same in all: its access profiles may come from elsewhere.</summary>
    private static bool Moves(ReachedPosition reached) => !reached.Before.Select(Line).ToHashSet().SetEquals(reached.After.Select(Line));

    private static string Line(GivenTerms given) =>
        $"{given.Of} {given.Terms.Organisation} {given.Terms.JobRole} {string.Join(' ', given.Terms.AddedActivities.Select(a => a.Value).Concat(given.Terms.AreasOfWork.Select(a => a.Value)).Order(StringComparer.Ordinal))}";

    private void Sync(Position position, IReadOnlySet<Guid> beneath, PositionReach reach, Position changed, DateTimeOffset at)
    {
        var sources = beneath.SelectMany(id => (id == changed.Id ? changed : reach.Known[id]).OwnProfiles).ToDictionary(source => source.Id);
        foreach (var gone in position.AccessProfiles.Where(a => a.IncludedFrom is { } from && !sources.ContainsKey(from)).ToList())
        {
            db.RemoveRange(gone.AddedActivities);
            db.RemoveRange(gone.AreasOfWork);
            db.Remove(gone);
            position.AccessProfiles.Remove(gone);
        }

        foreach (var source in sources.Values)
        {
            if (position.AccessProfiles.Find(a => a.IncludedFrom == source.Id) is { } follower)
            {
                db.RemoveRange(follower.Become(source.AsTerms()));
            }
            else
            {
                var added = AccessProfile.Of(source.AsTerms(), position.Id, at, source.Id);
                db.AccessProfiles.Add(added);
                if (!position.AccessProfiles.Contains(added))
                {
                    position.AccessProfiles.Add(added);
                }
            }
        }
    }

    private static IReadOnlySet<Guid> Closure(Guid of, ILookup<Guid, Guid> edges)
    {
        var seen = new HashSet<Guid>();
        var next = new Queue<Guid>(edges[of]);
        while (next.TryDequeue(out var id))
        {
            if (seen.Add(id))
            {
                foreach (var further in edges[id])
                {
                    next.Enqueue(further);
                }
            }
        }

        return seen;
    }
}
