using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A workgroup in its tree, with the open ones beneath it.</summary>
public sealed record WorkgroupNode(Guid Id, string Name, Guid? Parent, int Positions, int People, IReadOnlyList<WorkgroupNode> Beneath)
{
    /// <summary>Itself and everything beneath, each with its depth, as a list is read.</summary>
    public IEnumerable<(WorkgroupNode Node, int Depth)> Flat(int depth = 0) => Beneath.SelectMany(node => node.Flat(depth + 1)).Prepend((this, depth));
}

public sealed record WorkgroupView(Guid Id, OdsCode Organisation, string OrganisationName, string Name, Guid? Parent, WorkgroupState State);

/// <summary>A position that belongs to a workgroup.</summary>
public sealed record WorkgroupPosition(Guid PositionId, string Name, int Holders);

/// <summary>Reads over workgroups.</summary>
public sealed class WorkgroupQueries(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>Null where the organisation has none.</summary>
    public async Task<WorkgroupNode?> TreeAsync(OdsCode organisation, CancellationToken ct)
    {
        var held = new HoldersBeside(db, clock).Held();
        var groups = await db.Workgroups.AsNoTracking()
            .Where(w => w.Organisation == organisation && w.State == WorkgroupState.Open)
            .OrderBy(w => w.Name)
            .Take(WorkgroupTree.Most)
            .Select(w => new
            {
                w.Id,
                w.Name,
                w.Parent,
                Positions = db.AccessProfiles.Where(a => db.WorkgroupMembers.Any(m => m.WorkgroupId == w.Id && (m.AccessProfileId == a.Id || m.AccessProfileId == a.IncludedFrom))).Select(a => a.PositionId).Distinct().Count(),
                People = held.Where(h => db.AccessProfiles.Any(a => a.PositionId == h.PositionId && db.WorkgroupMembers.Any(m => m.WorkgroupId == w.Id && (m.AccessProfileId == a.Id || m.AccessProfileId == a.IncludedFrom))))
                    .Select(h => h.ProfileId).Distinct().Count(),
            })
            .ToListAsync(ct);
        var beneath = groups.ToLookup(w => w.Parent);
        return groups.Where(w => w.Parent is null).Select(root => Node(root.Id, root.Name, root.Parent, root.Positions, root.People)).FirstOrDefault();

        WorkgroupNode Node(Guid id, string name, Guid? parent, int positions, int people) =>
            new(id, name, parent, positions, people, [.. beneath[id].Select(w => Node(w.Id, w.Name, w.Parent, w.Positions, w.People))]);
    }

    public Task<WorkgroupView?> FindAsync(Guid id, CancellationToken ct) => db.Workgroups.AsNoTracking()
        .Where(w => w.Id == id)
        .Join(db.Organisations, w => w.Organisation, o => o.Code, (w, o) => new WorkgroupView(w.Id, w.Organisation, o.Name, w.Name, w.Parent, w.State))
        .FirstOrDefaultAsync(ct);

    /// <summary>Positions that belong to it, by name.</summary>
    public async Task<IReadOnlyList<WorkgroupPosition>> PositionsAsync(Guid workgroup, CancellationToken ct)
    {
        var held = new HoldersBeside(db, clock).Held();
        return await db.Positions.AsNoTracking()
            .Where(p => p.AccessProfiles.Any(a => db.WorkgroupMembers.Any(m => m.WorkgroupId == workgroup && (m.AccessProfileId == a.Id || m.AccessProfileId == a.IncludedFrom))))
            .OrderBy(p => p.Name).ThenBy(p => p.Id)
            .Take(500)
            .Select(p => new WorkgroupPosition(p.Id, p.Name, held.Count(h => h.PositionId == p.Id)))
            .ToListAsync(ct);
    }

    /// <summary>Names of the workgroups that a position belongs to.</summary>
    public async Task<IReadOnlyList<WorkgroupView>> OfPositionAsync(Guid position, CancellationToken ct) => await db.Workgroups.AsNoTracking()
        .Where(w => db.WorkgroupMembers.Any(m => m.WorkgroupId == w.Id && db.AccessProfiles.Any(a => (a.Id == m.AccessProfileId || a.IncludedFrom == m.AccessProfileId) && a.PositionId == position)))
        .Join(db.Organisations, w => w.Organisation, o => o.Code, (w, o) => new { Group = w, o.Name })
        .OrderBy(x => x.Group.Name).ThenBy(x => x.Group.Id)
        .Take(100)
        .Select(x => new WorkgroupView(x.Group.Id, x.Group.Organisation, x.Name, x.Group.Name, x.Group.Parent, x.Group.State))
        .ToListAsync(ct);
}
