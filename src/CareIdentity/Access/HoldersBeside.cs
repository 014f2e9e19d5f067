using System.Runtime.CompilerServices;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Somebody who holds one or more of some positions, and everything that they hold.</summary>
internal sealed record HolderBeside(Guid ProfileId, IReadOnlyList<HeldBeside> Held);

/// <param name="PositionId">A position that the person holds.</param>
/// <param name="Begun">False where it starts on a later day.</param>
internal readonly record struct HeldBeside(Guid PositionId, bool Begun);

/// <summary>
/// Who holds a position and what they hold beside it, for changes that reach all of them: a few statements however many they are, and of
/// the people never more than one in memory.
/// </summary>
internal sealed class HoldersBeside(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>One of the positions and another that some holder of it has as well, each pair once.</summary>
    public async Task<IReadOnlyList<(Guid Position, Guid Other)>> PairsAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        (await Holding(positions)
            .Join(Held(), h => h.ProfileId, o => o.ProfileId, (h, o) => new { h.PositionId, Other = o.PositionId })
            .Where(x => x.PositionId != x.Other)
            .Distinct()
            .ToListAsync(ct)).ConvertAll(x => (x.PositionId, x.Other));

    /// <summary>What each of these gives.</summary>
    public async Task<Dictionary<Guid, IReadOnlyList<NewAccessProfile>>> TermsAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        (await db.AccessProfiles.AsNoTracking().Include(x => x.AddedActivities).Where(x => positions.Contains(x.PositionId)).ToListAsync(ct))
            .GroupBy(x => x.PositionId)
            .ToDictionary(group => group.Key, group => (IReadOnlyList<NewAccessProfile>)[.. group.Select(a => a.AsTerms())]);

    /// <summary>Each holder of any of them once.</summary>
    public async IAsyncEnumerable<HolderBeside> EachAsync(IReadOnlyCollection<Guid> positions, [EnumeratorCancellation] CancellationToken ct)
    {
        var today = clock.Today();
        var holders = Holding(positions).Select(h => h.ProfileId);
        var rows = Held()
            .Where(o => holders.Contains(o.ProfileId))
            .Select(o => new { o.ProfileId, o.PositionId, Begun = o.StartsOn <= today })
            .OrderBy(x => x.ProfileId)
            .AsAsyncEnumerable();
        Guid? profile = null;
        var held = new List<HeldBeside>();
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (profile is { } complete && complete != row.ProfileId)
            {
                yield return new HolderBeside(complete, held);
                held = [];
            }

            profile = row.ProfileId;
            held.Add(new HeldBeside(row.PositionId, row.Begun));
        }

        if (profile is { } last)
        {
            yield return new HolderBeside(last, held);
        }
    }

    /// <summary>Assignments of the position that work today or will.</summary>
    public IQueryable<PositionAssignment> Holding(Guid position) => Held().Where(a => a.PositionId == position);

    public IQueryable<PositionAssignment> Holding(IReadOnlyCollection<Guid> positions) => Held().Where(a => positions.Contains(a.PositionId));

    /// <summary>Every assignment that works today or will. Closing a position removes its own, so the position is not asked.</summary>
    public IQueryable<PositionAssignment> Held()
    {
        var today = clock.Today();
        return db.PositionAssignments.AsNoTracking().Where(a => a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today));
    }
}
