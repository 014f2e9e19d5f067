using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// The open workgroups of one organisation, at most <see cref="Most"/>. Whoever changes the tree changes its root's version in the same
/// commit: of two who move branches at once one is refused, or they could close a circle together.
/// </summary>
internal sealed class WorkgroupTree
{
    public const int Most = 500;

    private readonly List<Workgroup> open;

    private WorkgroupTree(List<Workgroup> open) => this.open = open;

    public Workgroup? Root => open.Find(w => w.Parent is null);

    public int Count => open.Count;

    public static async Task<WorkgroupTree> LoadAsync(CareIdentityDb db, OdsCode organisation, CancellationToken ct) =>
        new(await db.Workgroups.Where(w => w.Organisation == organisation && w.State == WorkgroupState.Open).OrderBy(w => w.Id).Take(Most + 1).ToListAsync(ct));

    public Workgroup? Find(Guid id) => open.Find(w => w.Id == id);

    public bool HasName(string name, Guid? except) => open.Exists(w => w.Id != except && string.Equals(w.Name, name, StringComparison.OrdinalIgnoreCase));

    public bool HasBranches(Guid id) => open.Exists(w => w.Parent == id);

    /// <summary>Whether <paramref name="id"/> is <paramref name="above"/> or stands anywhere beneath it.</summary>
    public bool IsWithin(Guid id, Guid above)
    {
        var step = Find(id);
        for (var left = open.Count; step is not null && left >= 0; left--)
        {
            if (step.Id == above)
            {
                return true;
            }

            step = step.Parent is { } parent ? Find(parent) : null;
        }

        return false;
    }

    /// <summary>The root's version goes into the caller's commit.</summary>
    public void Touch(CareIdentityDb db)
    {
        if (Root is { } root && db.Entry(root).State is EntityState.Unchanged)
        {
            db.Entry(root).Property(w => w.Version).IsModified = true;
        }
    }
}
