using System.Runtime.CompilerServices;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A holder of a position, and what else they hold.</summary>
internal sealed record HolderBeside(Guid ProfileId, IReadOnlyList<OtherPosition> Others);

/// <param name="PositionId">Another position of the same person.</param>
/// <param name="Begun">False where it starts on a later day.</param>
internal readonly record struct OtherPosition(Guid PositionId, bool Begun);

/// <summary>
/// Who holds a position and what they hold beside it, for changes that reach all of them: two statements however many they are, and of
/// the people never more than one in memory.
/// </summary>
internal sealed class HoldersBeside(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>The other positions that any holder has now or later, each with what it gives.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyList<NewAccessProfile>>> OtherPositionsAsync(Guid position, CancellationToken ct)
    {
        var others = Holding(position).Join(Held(), h => h.ProfileId, o => o.ProfileId, (h, o) => o.PositionId).Where(id => id != position).Distinct();
        var profiles = await db.AccessProfiles.AsNoTracking()
            .Include(x => x.AddedActivities)
            .Where(x => others.Contains(x.PositionId))
            .ToListAsync(ct);
        return profiles.GroupBy(x => x.PositionId).ToDictionary(
            group => group.Key,
            group => (IReadOnlyList<NewAccessProfile>)[.. group.Select(a => a.AsTerms())]);
    }

    /// <summary>Each holder once.</summary>
    public async IAsyncEnumerable<HolderBeside> EachAsync(Guid position, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = clock.Today();
        var rows = Holding(position)
            .SelectMany(
                h => Held().Where(o => o.ProfileId == h.ProfileId && o.PositionId != position).DefaultIfEmpty(),
                (h, o) => new { h.ProfileId, Other = (Guid?)o!.PositionId, Begun = o.StartsOn <= today })
            .OrderBy(x => x.ProfileId)
            .AsAsyncEnumerable();
        Guid? profile = null;
        var others = new List<OtherPosition>();
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (profile is { } complete && complete != row.ProfileId)
            {
                yield return new HolderBeside(complete, others);
                others = [];
            }

            profile = row.ProfileId;
            if (row.Other is { } other)
            {
                others.Add(new OtherPosition(other, row.Begun));
            }
        }

        if (profile is { } last)
        {
            yield return new HolderBeside(last, others);
        }
    }

    /// <summary>Assignments of the position that work today or will.</summary>
    public IQueryable<PositionAssignment> Holding(Guid position) => Held().Where(a => a.PositionId == position);

    /// <summary>Every assignment that works today or will. Closing a position removes its own, so the position is not asked.</summary>
    public IQueryable<PositionAssignment> Held()
    {
        var today = clock.Today();
        return db.PositionAssignments.AsNoTracking().Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today));
    }
}
