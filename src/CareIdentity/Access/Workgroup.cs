using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Access;

public enum WorkgroupState
{
    Open,
    Closed,
}

/// <summary>A team of an organisation, in the organisation's one tree: the first is its root, all others are beneath.</summary>
internal sealed class Workgroup : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required OdsCode Organisation { get; init; }

    /// <summary>Null for the root.</summary>
    public Guid? Parent { get; set; }

    public required string Name { get; set; }

    public WorkgroupState State { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>An access profile belongs to a workgroup, and with it everybody who holds its position.</summary>
internal sealed class WorkgroupMember
{
    public required Guid WorkgroupId { get; init; }

    public required Guid AccessProfileId { get; init; }
}

internal sealed class WorkgroupMapping : IEntityTypeConfiguration<Workgroup>
{
    public void Configure(EntityTypeBuilder<Workgroup> builder)
    {
        builder.ToTable("Workgroups");
        builder.HasKey(w => w.Id);
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.Property(w => w.Version).IsConcurrencyToken();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(w => w.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Workgroup>().WithMany().HasForeignKey(w => new { w.Parent, w.Organisation }).HasPrincipalKey(w => new { w.Id, w.Organisation }).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(w => w.Organisation).IsUnique().HasFilter("parent is null and state = 'Open'").RefusedAs(WorkgroupRefusals.RootExists);
        builder.HasIndex(w => new { w.Organisation, w.Name }).IsUnique().HasFilter("state = 'Open'").RefusedAs(WorkgroupRefusals.NameTaken);
        builder.HasCheck("ck_workgroups_not_own_parent", "parent <> id", WorkgroupRefusals.Circle);
    }
}

internal sealed class WorkgroupMemberMapping : IEntityTypeConfiguration<WorkgroupMember>
{
    public void Configure(EntityTypeBuilder<WorkgroupMember> builder)
    {
        builder.ToTable("WorkgroupMembers");
        builder.HasKey(m => new { m.WorkgroupId, m.AccessProfileId }).RefusedAs(WorkgroupRefusals.AlreadyIn);
        builder.HasOne<Workgroup>().WithMany().HasForeignKey(m => m.WorkgroupId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AccessProfile>().WithMany().HasForeignKey(m => m.AccessProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => m.AccessProfileId);
    }
}

/// <summary>What can be wrong with a workgroup.</summary>
public static class WorkgroupRefusals
{
    public static readonly Refusal NotFound = new("workgroup.not-found", "There is no such workgroup, or it is closed.");

    public static readonly Refusal NameMissing = new("workgroup.name-missing", "Give the workgroup a name of at most 200 characters.") { Field = "Name" };

    public static readonly Refusal NameTaken = new("workgroup.name-taken", "This organisation has an open workgroup of that name.") { Field = "Name" };

    public static readonly Refusal RootExists = new("workgroup.root-exists", "This organisation has a root workgroup already; every other one stands beneath another.") { Field = "Parent" };

    public static readonly Refusal Circle = new("workgroup.circle", "A workgroup cannot stand beneath itself or beneath one of its own branches.") { Field = "Parent" };

    public static readonly Refusal RootStays = new("workgroup.root-stays", "The root of the tree stays where it is.") { Why = "Everything else stands beneath it.", Field = "Parent" };

    public static readonly Refusal HasBranches = new("workgroup.has-branches", "There are open workgroups beneath this one.") { Next = "Move or close them first." };

    public static readonly Refusal AlreadyIn = new("workgroup.already-in", "This position belongs to the workgroup already.");

    public static readonly Refusal NotIn = new("workgroup.not-in", "This position does not belong to the workgroup.");

    public static readonly Refusal NotThere = new("workgroup.position-elsewhere", "This position gives no access at the organisation of the workgroup.")
    {
        Why = "A workgroup has people of its own organisation.",
    };

    public static readonly Refusal Unchanged = new("workgroup.unchanged", "The workgroup is as you describe it already.");

    public static Refusal TooMany(int most) => new("workgroup.too-many", $"An organisation has at most {most} open workgroups.") { Next = "Close those that nobody uses." };
}
