using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>One job role or activity that holders gain or lose, and how many of them really do: who has it by another position keeps it.</summary>
public sealed record EffectLine(AccessItem Item, string Name, int People)
{
    /// <summary>The access profile it comes or came from.</summary>
    public required AccessProfileView From { get; init; }

    /// <summary>The activity with its reason; null for the job role itself.</summary>
    public EffectiveActivity? Activity { get; init; }
}

/// <summary>What a change does to one holder.</summary>
public sealed record HolderEffect(PositionHolder Holder, IReadOnlyList<string> Gains, IReadOnlyList<string> Losses);

/// <summary>What a change of a position does to all who hold it.</summary>
public sealed record PositionEffect
{
    public required IReadOnlyList<EffectLine> Gains { get; init; }

    public required IReadOnlyList<EffectLine> Losses { get; init; }

    public required int Holders { get; init; }

    public required int WhoGain { get; init; }

    public required int WhoLose { get; init; }

    /// <summary>One page of the holders, by name.</summary>
    public required IReadOnlyList<HolderEffect> Page { get; init; }
}

/// <summary>Shows, before anything is saved, what a change of a position would do to each of its holders.</summary>
public sealed class PositionEffectQueries(CareIdentityDb db, PositionQueries positions, RbacReferenceSource reference, TimeProvider clock)
{
    /// <param name="position">As it is.</param>
    /// <param name="after">The access profiles that it shall have.</param>
    public async Task<PositionEffect> OfAsync(PositionView position, IReadOnlyList<NewAccessProfile> after, int skip, int take, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        var difference = AccessDifference.Between(position.Terms, after, rbac);
        var beside = new HoldersBeside(db, clock);
        var others = (await beside.OtherPositionsAsync(position.Id, ct)).ToDictionary(o => o.Key, o => AccessItem.Of(o.Value, rbac));
        var count = new EffectCount(difference, others);
        await foreach (var holder in beside.EachAsync(position.Id, ct))
        {
            count.Add(holder);
        }

        return new PositionEffect
        {
            Gains = Lines(difference.Gained, count, await positions.ViewsAsync(after, ct), rbac),
            Losses = Lines(difference.Lost, count, position.AccessProfiles, rbac),
            Holders = count.Holders,
            WhoGain = count.WhoGain,
            WhoLose = count.WhoLose,
            Page = await PageAsync(position.Id, count, rbac, skip, take, ct),
        };
    }

    private static List<EffectLine> Lines(IReadOnlySet<AccessItem> items, EffectCount count, IReadOnlyList<AccessProfileView> from, RbacReference rbac) =>
    [
        .. from access in @from
           from line in access.Activities.Select(activity => (Code: activity.Code.Value, Activity: (EffectiveActivity?)activity)).Prepend((Code: access.JobRole.Value, Activity: null))
           let item = new AccessItem(access.Organisation, line.Code)
           where items.Contains(item)
           group (access, line.Activity) by item into same
           orderby same.Key.Code[0] == 'R' descending, same.Key.Code
           select new EffectLine(same.Key, same.Key.Name(rbac), count.People(same.Key)) { From = same.First().access, Activity = same.First().Activity },
    ];

    private async Task<List<HolderEffect>> PageAsync(Guid position, EffectCount count, RbacReference rbac, int skip, int take, CancellationToken ct)
    {
        var rows = (await positions.HoldersAsync(position, skip, take, ct)).Rows;
        var people = rows.Select(row => row.ProfileId).ToList();
        var today = clock.Today();
        var held = (await new HoldersBeside(db, clock).Held()
            .Where(a => people.Contains(a.ProfileId) && a.PositionId != position)
            .Select(a => new { a.ProfileId, a.PositionId, a.StartsOn })
            .ToListAsync(ct)).ToLookup(a => a.ProfileId, a => new OtherPosition(a.PositionId, a.StartsOn <= today));
        return
        [
            .. rows.Select(row =>
            {
                var (gains, losses) = count.Of(new HolderBeside(row.ProfileId, [.. held[row.ProfileId]]));
                return new HolderEffect(row, Names(gains, rbac), Names(losses, rbac));
            }),
        ];
    }

    private static List<string> Names(IEnumerable<AccessItem> items, RbacReference rbac) => [.. items.OrderBy(i => i.Code, StringComparer.Ordinal).Select(i => $"{i.Name(rbac)} ({i.Code})")];
}

/// <summary>Adds up what each holder really gains and loses: what somebody has by another position that has begun is neither.</summary>
internal sealed class EffectCount(AccessDifference difference, IReadOnlyDictionary<Guid, IReadOnlySet<AccessItem>> others)
{
    private readonly Dictionary<AccessItem, int> people = [];

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

    public (IReadOnlyList<AccessItem> Gains, IReadOnlyList<AccessItem> Losses) Of(HolderBeside holder) =>
        ([.. difference.Gained.Where(item => !Has(holder, item))], [.. difference.Lost.Where(item => !Has(holder, item))]);

    private bool Has(HolderBeside holder, AccessItem item) =>
        holder.Others.Any(other => other.Begun && others.TryGetValue(other.PositionId, out var given) && given.Contains(item));
}
