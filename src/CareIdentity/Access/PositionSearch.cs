using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>What positions are looked for by; everything that is left out finds all.</summary>
public sealed record PositionFilter
{
    /// <summary>At this organisation or below it.</summary>
    public required OdsCode Below { get; init; }

    /// <summary>Letters of the name.</summary>
    public string? Name { get; init; }

    /// <summary>Gives this activity: by default of its job role, added, or because another includes it.</summary>
    public BCode? Activity { get; init; }

    public RCode? JobRole { get; init; }

    public PositionState State { get; init; }
}

public sealed record FoundPositions(IReadOnlyList<PositionRow> Rows, int Total);

/// <summary>Finds positions in a part of the RA tree, by name or by what they give.</summary>
public sealed class PositionSearch(CareIdentityDb db, RbacReferenceSource reference, TimeProvider clock)
{
    /// <summary>By name, then organisation.</summary>
    public async Task<FoundPositions> FindAsync(PositionFilter filter, int skip, int take, CancellationToken ct)
    {
        var found = await MatchingAsync(filter, ct);
        return new FoundPositions(await Rows(Ordered(found).Skip(skip).Take(take)).ToListAsync(ct), await found.CountAsync(ct));
    }

    /// <summary>All of them in the same order, one after the other.</summary>
    public async Task<IAsyncEnumerable<PositionRow>> AllAsync(PositionFilter filter, CancellationToken ct) => Rows(Ordered(await MatchingAsync(filter, ct))).AsAsyncEnumerable();

    private static IOrderedQueryable<Position> Ordered(IQueryable<Position> found) => found.OrderBy(p => p.Name).ThenBy(p => p.Organisation).ThenBy(p => p.Id);

    private IQueryable<PositionRow> Rows(IQueryable<Position> found)
    {
        var today = clock.Today();
        return found.Select(p => new PositionRow(
            p.Id,
            p.Name,
            p.Organisation,
            db.Organisations.Where(o => o.Code == p.Organisation).Select(o => o.Name).First(),
            p.AssignableBySponsors,
            p.State,
            db.PositionAssignments.Count(a => a.PositionId == p.Id && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))));
    }

    private async Task<IQueryable<Position>> MatchingAsync(PositionFilter filter, CancellationToken ct)
    {
        var tree = db.OrganisationAncestors.Where(a => a.Ancestor == filter.Below).Select(a => a.Organisation);
        var found = db.Positions.AsNoTracking().Where(p => tree.Contains(p.Organisation) && p.State == filter.State);
        if (filter.Name is { Length: > 0 } name)
        {
#pragma warning disable CA1304, CA1311, CA1862 // Becomes SQL, which knows neither cultures nor comparisons.
            var letters = name.ToLowerInvariant();
            found = found.Where(p => p.Name.ToLower().Contains(letters));
#pragma warning restore CA1304, CA1311, CA1862
        }

        if (filter.JobRole is { } role)
        {
            found = found.Where(p => p.AccessProfiles.Any(a => a.JobRole == role));
        }

        if (filter.Activity is { } activity)
        {
            var rbac = await reference.GetAsync(ct);
            var (activities, roles) = (rbac.Giving(activity).ToList(), rbac.JobRolesGiving(activity).ToList());
            found = found.Where(p => p.AccessProfiles.Any(a => roles.Contains(a.JobRole) || a.AddedActivities.Any(x => activities.Contains(x.Activity))));
        }

        return found;
    }
}
