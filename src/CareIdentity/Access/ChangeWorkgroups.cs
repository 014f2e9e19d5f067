using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

public sealed record CreateWorkgroupRequest
{
    public required OdsCode Organisation { get; init; }

    public required string Name { get; init; }

    /// <summary>Null for the first of the organisation, which becomes the root of its tree.</summary>
    public Guid? Parent { get; init; }
}

/// <summary>Makes a workgroup (features.md row 47): the first is the root, all others beneath one.</summary>
public sealed class CreateWorkgroup(CareIdentityDb db, Authority authority, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Guid>> ExecuteAsync(CreateWorkgroupRequest request, Actor actor, CancellationToken ct)
    {
        if (await authority.CheckAsync(actor, RaFunction.CreateWorkgroup, request.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        if (!await db.Organisations.AnyAsync(o => o.Code == request.Organisation && o.Status != OrganisationStatus.Closed, ct))
        {
            return OrganisationRefusals.NotFound(request.Organisation.Value);
        }

        var tree = await WorkgroupTree.LoadAsync(db, request.Organisation, ct);
        if (Decide(request, tree) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var made = new Workgroup { Id = Guid.CreateVersion7(now), Organisation = request.Organisation, Name = request.Name.Trim(), Parent = request.Parent, CreatedAt = now };
        db.Workgroups.Add(made);
        tree.Touch(db);

        audit.Record(actor, Reason.None, WorkgroupChanged.Of(made, $"Created the workgroup {made.Name} at {made.Organisation}{Beneath(tree, made.Parent)}."));

        return await db.SaveAsync(ct) is { } refused ? refused : made.Id;
    }

    internal static string Beneath(WorkgroupTree tree, Guid? parent) => parent is { } id && tree.Find(id) is { } above ? $" beneath {above.Name}" : "";

    private static Refusal? Decide(CreateWorkgroupRequest request, WorkgroupTree tree) =>
        !WorkgroupNames.IsGood(request.Name) ? WorkgroupRefusals.NameMissing
        : tree.HasName(request.Name.Trim(), null) ? WorkgroupRefusals.NameTaken
        : tree.Count >= WorkgroupTree.Most ? WorkgroupRefusals.TooMany(WorkgroupTree.Most)
        : request.Parent is { } parent ? (tree.Find(parent) is null ? WorkgroupRefusals.NotFound : null)
        : tree.Root is not null ? WorkgroupRefusals.RootExists
        : null;
}

public sealed record ChangeWorkgroupRequest
{
    public required Guid WorkgroupId { get; init; }

    public required string Name { get; init; }

    /// <summary>Beneath which it shall stand; null for the root, which stays where it is.</summary>
    public required Guid? Parent { get; init; }
}

/// <summary>Renames a workgroup or moves it, with everything beneath it, to another branch of its tree; never into itself.</summary>
public sealed class ChangeWorkgroup(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(ChangeWorkgroupRequest request, Actor actor, CancellationToken ct)
    {
        var group = await db.Workgroups.FirstOrDefaultAsync(w => w.Id == request.WorkgroupId && w.State == WorkgroupState.Open, ct);
        if (group is null)
        {
            return WorkgroupRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.CreateWorkgroup, group.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var tree = await WorkgroupTree.LoadAsync(db, group.Organisation, ct);
        if (Decide(request, group, tree) is { } refusal)
        {
            return refusal;
        }

        var words = Words(request, group, tree);
        (group.Name, group.Parent) = (request.Name.Trim(), request.Parent);
        tree.Touch(db);

        audit.Record(actor, Reason.None, WorkgroupChanged.Of(group, words));

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }

    private static Refusal? Decide(ChangeWorkgroupRequest request, Workgroup group, WorkgroupTree tree) =>
        !WorkgroupNames.IsGood(request.Name) ? WorkgroupRefusals.NameMissing
        : tree.HasName(request.Name.Trim(), group.Id) ? WorkgroupRefusals.NameTaken
        : group.Name == request.Name.Trim() && group.Parent == request.Parent ? WorkgroupRefusals.Unchanged
        : group.Parent is null && request.Parent is not null ? WorkgroupRefusals.RootStays
        : group.Parent is not null && request.Parent is null ? WorkgroupRefusals.RootExists
        : request.Parent is not { } parent ? null
        : tree.Find(parent) is null ? WorkgroupRefusals.NotFound
        : tree.IsWithin(parent, group.Id) ? WorkgroupRefusals.Circle
        : null;

    private static string Words(ChangeWorkgroupRequest request, Workgroup group, WorkgroupTree tree)
    {
        var renamed = group.Name == request.Name.Trim() ? null : $"renamed it {request.Name.Trim()}";
        var moved = group.Parent == request.Parent ? null : $"moved it from{CreateWorkgroup.Beneath(tree, group.Parent)} to{CreateWorkgroup.Beneath(tree, request.Parent)}";
        return $"Changed the workgroup {group.Name} at {group.Organisation}: {string.Join(" and ", new[] { renamed, moved }.OfType<string>())}.";
    }
}

public sealed record CloseWorkgroupRequest
{
    public required Guid WorkgroupId { get; init; }
}

/// <summary>Closes a workgroup that has none beneath it; the positions that belonged to it no longer do.</summary>
public sealed class CloseWorkgroup(CareIdentityDb db, Authority authority, AuditTrail audit)
{
    public async Task<Outcome<Done>> ExecuteAsync(CloseWorkgroupRequest request, Actor actor, CancellationToken ct)
    {
        var group = await db.Workgroups.FirstOrDefaultAsync(w => w.Id == request.WorkgroupId && w.State == WorkgroupState.Open, ct);
        if (group is null)
        {
            return WorkgroupRefusals.NotFound;
        }

        if (await authority.CheckAsync(actor, RaFunction.CreateWorkgroup, group.Organisation, ct) is { } notAllowed)
        {
            return notAllowed;
        }

        var tree = await WorkgroupTree.LoadAsync(db, group.Organisation, ct);
        if (tree.HasBranches(group.Id))
        {
            return WorkgroupRefusals.HasBranches;
        }

        var members = await db.WorkgroupMembers.Where(m => m.WorkgroupId == group.Id).ToListAsync(ct);
        var profiles = db.WorkgroupMembers.Where(m => m.WorkgroupId == group.Id).Select(m => m.AccessProfileId);
        var positions = await db.AccessProfiles.Where(a => profiles.Contains(a.Id)).Select(a => a.PositionId).Distinct().ToListAsync(ct);
        db.WorkgroupMembers.RemoveRange(members);
        group.State = WorkgroupState.Closed;
        tree.Touch(db);

        audit.Record(actor, Reason.None, WorkgroupChanged.Of(group, $"Closed the workgroup {group.Name} at {group.Organisation}.") with { Positions = positions });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

public sealed record PlaceInWorkgroupRequest
{
    public required Guid WorkgroupId { get; init; }

    public required Guid PositionId { get; init; }

    /// <summary>False to take it out.</summary>
    public required bool In { get; init; }
}

/// <summary>
/// Puts a position's access profiles at the workgroup's organisation into the workgroup, and with them everybody who holds the position,
/// or takes them out. It changes what holders reach, so nobody does it to a position of their own.
/// </summary>
public sealed class PlaceInWorkgroup(CareIdentityDb db, Authority authority, PositionReaches reaches, AuditTrail audit, TimeProvider clock)
{
    public async Task<Outcome<Done>> ExecuteAsync(PlaceInWorkgroupRequest request, Actor actor, CancellationToken ct)
    {
        var group = await db.Workgroups.FirstOrDefaultAsync(w => w.Id == request.WorkgroupId && w.State == WorkgroupState.Open, ct);
        var position = await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == request.PositionId && p.State == PositionState.Open, ct);
        if (group is null || position is null)
        {
            return group is null ? WorkgroupRefusals.NotFound : AccessRefusals.PositionNotFound;
        }

        foreach (var organisation in new[] { group.Organisation, position.Organisation }.Distinct())
        {
            if (await authority.CheckAsync(actor, RaFunction.CreatePosition, organisation, ct) is { } notAllowed)
            {
                return notAllowed;
            }
        }

        if (await new HoldersBeside(db, clock).Holding([position.Id, .. await reaches.AboveAsync(position.Id, ct)]).AnyAsync(a => a.ProfileId == actor.ProfileId, ct))
        {
            return PositionRefusals.OwnPosition;
        }

        var there = await db.AccessProfiles.Where(a => a.PositionId == position.Id && a.IncludedFrom == null && a.Organisation == group.Organisation).Select(a => a.Id).ToListAsync(ct);
        var members = await db.WorkgroupMembers.Where(m => m.WorkgroupId == group.Id && there.Contains(m.AccessProfileId)).ToListAsync(ct);
        if (there.Count == 0)
        {
            return WorkgroupRefusals.NotThere;
        }

        if (request.In ? members.Count == there.Count : members.Count == 0)
        {
            return request.In ? WorkgroupRefusals.AlreadyIn : WorkgroupRefusals.NotIn;
        }

        if (request.In)
        {
            db.WorkgroupMembers.AddRange(there.Except(members.Select(m => m.AccessProfileId)).Select(id => new WorkgroupMember { WorkgroupId = group.Id, AccessProfileId = id }));
        }
        else
        {
            db.WorkgroupMembers.RemoveRange(members);
        }

        db.Entry(group).Property(w => w.Version).IsModified = true; // A workgroup that is closed at the same moment takes nobody in.
        var words = request.In ? $"Put the position {position.Name} into the workgroup {group.Name} at {group.Organisation}." : $"Took the position {position.Name} out of the workgroup {group.Name} at {group.Organisation}.";
        audit.Record(actor, Reason.None, WorkgroupChanged.Of(group, words) with { Positions = [position.Id] });

        return await db.SaveAsync(ct) is { } refused ? refused : Done.Instance;
    }
}

internal static class WorkgroupNames
{
    public static bool IsGood(string? name) => !string.IsNullOrWhiteSpace(name) && name.Trim().Length <= 200;
}

/// <summary>A workgroup was made, renamed, moved or closed, or a position was put into it or taken out.</summary>
public sealed record WorkgroupChanged : CareEvent
{
    public required Guid WorkgroupId { get; init; }

    public required string Name { get; init; }

    public Guid? Parent { get; init; }

    public required OdsCode Organisation { get; init; }

    /// <summary>What was done, in one sentence.</summary>
    public required string What { get; init; }

    public IReadOnlyList<Guid> Positions { get; init; } = [];

    public override string InWords => What;

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation), .. Positions.Select(AuditSubject.Position)];

    internal static WorkgroupChanged Of(Workgroup group, string what) =>
        new() { WorkgroupId = group.Id, Name = group.Name, Parent = group.Parent, Organisation = group.Organisation, What = what };
}
