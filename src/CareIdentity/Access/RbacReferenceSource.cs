using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>What all requests share: the last reference data read. Never decides which version is right; the database does, at each use.</summary>
public sealed class RbacReferenceCache
{
    internal volatile CachedReference? Last;

    internal sealed record CachedReference(Guid Version, RbacReference Reference);
}

/// <summary>Gives the reference data of the version that is in force now, reading it again only after an import.</summary>
public sealed class RbacReferenceSource(CareIdentityDb db, RbacReferenceCache cache)
{
    internal const string SetName = "rbac";

    public async Task<RbacReference> GetAsync(CancellationToken ct)
    {
        var version = await db.ReferenceSets.AsNoTracking().Where(s => s.Name == SetName).Select(s => s.Version).FirstOrDefaultAsync(ct);
        if (cache.Last is { } last && last.Version == version)
        {
            return last.Reference;
        }

        var reference = await ReadAsync(ct);
        cache.Last = new RbacReferenceCache.CachedReference(version, reference);
        return reference;
    }

    private async Task<RbacReference> ReadAsync(CancellationToken ct)
    {
        var jobRoles = await db.JobRoles.AsNoTracking().Select(r => new { r.Code, r.Name }).ToListAsync(ct);
        var activities = await db.Activities.AsNoTracking().Select(a => new { a.Code, a.Name }).ToListAsync(ct);
        var inclusions = await db.ActivityInclusions.AsNoTracking().ToListAsync(ct);
        var baseline = await db.BaselineActivities.AsNoTracking().ToListAsync(ct);
        var areas = await db.AreasOfWork.AsNoTracking().Select(a => new { a.Code, a.Name }).ToListAsync(ct);
        return new RbacReference(
            jobRoles.Select(r => (r.Code, r.Name)),
            activities.Select(a => (a.Code, a.Name)),
            inclusions.Select(i => (i.Activity, i.Includes)),
            baseline.Select(b => (b.JobRole, b.Activity)),
            areas.Select(a => (a.Code, a.Name)));
    }
}
