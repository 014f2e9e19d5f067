using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>One job role, activity or area of work that holders gain or lose, and how many of them really do: who has it by another position keeps it.</summary>
public sealed record EffectLine(AccessItem Item, string Name, int People)
{
    /// <summary>The access profile it comes or came from.</summary>
    public required AccessProfileView From { get; init; }

    /// <summary>The activity with its reason; null for a job role or an area of work.</summary>
    public EffectiveActivity? Activity { get; init; }
}

/// <summary>Somebody whom a change reaches.</summary>
public sealed record AffectedHolder(Guid ProfileId, UserUuid Uuid, string FullName);

/// <summary>What a change does to one holder.</summary>
public sealed record HolderEffect(AffectedHolder Holder, IReadOnlyList<string> Gains, IReadOnlyList<string> Losses);

/// <summary>What a change of a position does to all who hold it, or hold one that includes it.</summary>
public sealed record PositionEffect
{
    public required IReadOnlyList<EffectLine> Gains { get; init; }

    public required IReadOnlyList<EffectLine> Losses { get; init; }

    public required int Holders { get; init; }

    public required int WhoGain { get; init; }

    public required int WhoLose { get; init; }

    /// <summary>Other positions that change with it, because they include it.</summary>
    public required IReadOnlyList<PositionLink> Including { get; init; }

    /// <summary>One page of the holders, by name.</summary>
    public required IReadOnlyList<HolderEffect> Page { get; init; }
}

/// <summary>Shows, before anything is saved, what a change of a position would do to each of its holders.</summary>
public sealed class PositionEffectQueries(CareIdentityDb db, PositionQueries positions, PositionReaches reaches, RbacReferenceSource reference, TimeProvider clock)
{
    /// <param name="position">Which.</param>
    /// <param name="after">The access profiles that it shall have of its own.</param>
    /// <param name="included">The positions that it shall include; null where those stay.</param>
    /// <param name="skip">How many of the holders, by name, not to show.</param>
    /// <param name="take">How many of the holders to show.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>Refused where it cannot include these.</returns>
    public async Task<Outcome<PositionEffect>> OfAsync(Guid position, IReadOnlyList<NewAccessProfile> after, IReadOnlyList<Guid>? included, int skip, int take, CancellationToken ct)
    {
        var entity = await db.Positions
            .Include(p => p.Inclusions)
            .Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities)
            .FirstOrDefaultAsync(p => p.Id == position, ct);
        if (entity is null)
        {
            return AccessRefusals.PositionNotFound;
        }

        var reach = await reaches.OfAsync(entity, after, included?.Distinct().ToList() ?? entity.Inclusions.ConvertAll(i => i.IncludedId), ct);
        if (reach.Refusal is { } refusal)
        {
            return refusal;
        }

        var (rbac, beside) = (await reference.GetAsync(ct), new HoldersBeside(db, clock));
        var others = (await beside.PairsAsync(reach.Ids, ct)).Select(pair => pair.Other).Except(reach.Ids).Distinct().ToList();
        var count = new EffectCount(reach, (await beside.TermsAsync(others, ct)).ToDictionary(o => o.Key, o => AccessItem.Of(o.Value, rbac)), rbac);
        await foreach (var holder in beside.EachAsync(reach.Ids, ct))
        {
            count.Add(holder);
        }

        return new PositionEffect
        {
            Gains = await LinesAsync(reach, r => r.Difference.Gained, r => r.After, count, rbac, ct),
            Losses = await LinesAsync(reach, r => r.Difference.Lost, r => r.Before, count, rbac, ct),
            Holders = count.Holders,
            WhoGain = count.WhoGain,
            WhoLose = count.WhoLose,
            Including = await positions.LinksAsync([.. reach.Including.Where(r => r.Position.State is PositionState.Open).Select(r => r.Id)], ct),
            Page = await PageAsync(reach, count, rbac, skip, take, ct),
        };
    }

    private async Task<IReadOnlyList<EffectLine>> LinesAsync(
        PositionReach reach, Func<ReachedPosition, IReadOnlySet<AccessItem>> items, Func<ReachedPosition, List<GivenTerms>> given, EffectCount count, RbacReference rbac, CancellationToken ct)
    {
        var lines = new List<EffectLine>();
        foreach (var reached in reach.All.Where(r => items(r).Count > 0))
        {
            var wanted = items(reached);
            lines.AddRange(
                from access in await positions.ViewsAsync(given(reached), reach, ct)
                from line in Lines(access)
                let item = new AccessItem(access.Organisation, line.Code)
                where wanted.Contains(item)
                select new EffectLine(item, item.Name(rbac), count.People(item)) { From = access, Activity = line.Activity });
        }

        return
        [
            .. lines.DistinctBy(line => line.Item)
                .OrderByDescending(line => line.Item.Code[0] == 'R').ThenBy(line => line.Item.Code, StringComparer.Ordinal).ThenBy(line => line.Item.Organisation.Value, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<(string Code, EffectiveActivity? Activity)> Lines(AccessProfileView access) =>
        access.Activities.Select(activity => (activity.Code.Value, (EffectiveActivity?)activity))
            .Prepend((access.JobRole.Value, null))
            .Concat(access.AreasOfWork.Select(area => (area.Code.Value, (EffectiveActivity?)null)));

    private async Task<List<HolderEffect>> PageAsync(PositionReach reach, EffectCount count, RbacReference rbac, int skip, int take, CancellationToken ct)
    {
        var beside = new HoldersBeside(db, clock);
        var rows = await beside.Holding(reach.Ids)
            .Select(a => a.ProfileId)
            .Distinct()
            .Join(db.Profiles, id => id, p => p.Id, (id, p) => p)
            .OrderBy(p => p.SortName).ThenBy(p => p.Id)
            .Skip(skip)
            .Take(take)
            .Select(p => new AffectedHolder(p.Id, p.Uuid, p.GivenName + " " + p.FamilyName))
            .ToListAsync(ct);
        var people = rows.ConvertAll(row => row.ProfileId);
        var today = clock.Today();
        var held = (await beside.Held()
            .Where(a => people.Contains(a.ProfileId))
            .Select(a => new { a.ProfileId, a.PositionId, a.StartsOn })
            .ToListAsync(ct)).ToLookup(a => a.ProfileId, a => new HeldBeside(a.PositionId, a.StartsOn <= today));
        return rows.ConvertAll(row =>
        {
            var (gains, losses) = count.Of(new HolderBeside(row.ProfileId, [.. held[row.ProfileId]]));
            return new HolderEffect(row, Names(gains, rbac), Names(losses, rbac));
        });
    }

    private static List<string> Names(IEnumerable<AccessItem> items, RbacReference rbac) => [.. items.OrderBy(i => i.Code, StringComparer.Ordinal).Select(i => $"{i.Name(rbac)} ({i.Code})")];
}

/// <summary>Adds up what each holder really gains and loses: what somebody has by another position that has begun is neither.</summary>
internal sealed class EffectCount
{
    private readonly Dictionary<AccessItem, int> people = [];
    private readonly Dictionary<Guid, AccessDifference> differences;
    private readonly IReadOnlyDictionary<Guid, IReadOnlySet<AccessItem>> others;
    private readonly Dictionary<Guid, IReadOnlySet<AccessItem>> before;
    private readonly Dictionary<Guid, IReadOnlySet<AccessItem>> after;

    public EffectCount(PositionReach reach, IReadOnlyDictionary<Guid, IReadOnlySet<AccessItem>> others, RbacReference rbac)
    {
        this.others = others;
        differences = reach.All.ToDictionary(r => r.Id, r => r.Difference);
        before = reach.All.ToDictionary(r => r.Id, r => AccessItem.Of(r.TermsBefore, rbac));
        after = reach.All.ToDictionary(r => r.Id, r => AccessItem.Of(r.TermsAfter, rbac));
    }

    public int Holders { get; private set; }

    public int WhoGain { get; private set; }

    public int WhoLose { get; private set; }

    public int People(AccessItem item) => people.GetValueOrDefault(item);

    public void Add(HolderBeside holder)
    {
        var (gains, losses) = Of(holder);
        Holders++;
        WhoGain += gains.Count > 0 ? 1 : 0;
        WhoLose += losses.Count > 0 ? 1 : 0;
        foreach (var item in gains.Concat(losses))
        {
            people[item] = People(item) + 1;
        }
    }

    public (IReadOnlyCollection<AccessItem> Gains, IReadOnlyCollection<AccessItem> Losses) Of(HolderBeside holder)
    {
        var (gains, losses) = (new HashSet<AccessItem>(), new HashSet<AccessItem>());
        foreach (var held in holder.Held)
        {
            if (differences.TryGetValue(held.PositionId, out var difference))
            {
                gains.UnionWith(difference.Gained.Where(item => !Has(holder, held, item, before)));
                losses.UnionWith(difference.Lost.Where(item => !Has(holder, held, item, after)));
            }
        }

        return (gains, losses);
    }

    private bool Has(HolderBeside holder, HeldBeside except, AccessItem item, Dictionary<Guid, IReadOnlySet<AccessItem>> reached) =>
        holder.Held.Any(other => other.PositionId != except.PositionId && other.Begun
            && (reached.TryGetValue(other.PositionId, out var given) || others.TryGetValue(other.PositionId, out given)) && given.Contains(item));
}
