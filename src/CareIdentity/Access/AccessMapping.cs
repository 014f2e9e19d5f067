using CareIdentity.Data;
using CareIdentity.Importing;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Access;

internal sealed class JobRoleMapping : IEntityTypeConfiguration<JobRole>
{
    public void Configure(EntityTypeBuilder<JobRole> builder)
    {
        builder.ToTable("JobRoles");
        builder.HasKey(r => r.Code).RefusedAs(ImportRefusals.AnotherChange);
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}

internal sealed class ActivityMapping : IEntityTypeConfiguration<Activity>
{
    public void Configure(EntityTypeBuilder<Activity> builder)
    {
        builder.ToTable("Activities");
        builder.HasKey(a => a.Code).RefusedAs(ImportRefusals.AnotherChange);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

internal sealed class ActivityInclusionMapping : IEntityTypeConfiguration<ActivityInclusion>
{
    public void Configure(EntityTypeBuilder<ActivityInclusion> builder)
    {
        builder.ToTable("ActivityInclusions");
        builder.HasKey(i => new { i.Activity, i.Includes }).RefusedAs(ImportRefusals.AnotherChange);
        builder.HasOne<Activity>().WithMany().HasForeignKey(i => i.Activity).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Activity>().WithMany().HasForeignKey(i => i.Includes).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(i => i.Includes);
    }
}

internal sealed class BaselineActivityMapping : IEntityTypeConfiguration<BaselineActivity>
{
    public void Configure(EntityTypeBuilder<BaselineActivity> builder)
    {
        builder.ToTable("BaselineActivities");
        builder.HasKey(b => new { b.JobRole, b.Activity }).RefusedAs(ImportRefusals.AnotherChange);
        builder.HasOne<JobRole>().WithMany().HasForeignKey(b => b.JobRole).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Activity>().WithMany().HasForeignKey(b => b.Activity).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(b => b.Activity);
    }
}

internal sealed class ReferenceSetMapping : IEntityTypeConfiguration<ReferenceSet>
{
    public void Configure(EntityTypeBuilder<ReferenceSet> builder)
    {
        builder.ToTable("ReferenceSets");
        builder.HasKey(s => s.Name).RefusedAs(ImportRefusals.AnotherChange);
        builder.Property(s => s.Name).HasMaxLength(40);
        builder.Property(s => s.Version).IsConcurrencyToken();
    }
}

internal sealed class ReferenceVersionMapping : IEntityTypeConfiguration<ReferenceVersion>
{
    public void Configure(EntityTypeBuilder<ReferenceVersion> builder)
    {
        builder.ToTable("ReferenceVersions");
        builder.HasKey(v => v.Id);
        builder.Property(v => v.Id).ValueGeneratedNever();
        builder.Property(v => v.Version).IsConcurrencyToken();
        builder.Property(v => v.Why).HasMaxLength(1000);
        builder.HasIndex(v => v.ProposedAt);
        builder.HasMany(v => v.Changes).WithOne().HasForeignKey(c => c.VersionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_reference_versions_two_people", "decided_by is null or state <> 'Published' or decided_by <> proposed_by", ReferenceRefusals.OwnProposal);
        builder.HasCheck("ck_reference_versions_decided", "(state = 'Proposed') = (decided_at is null)");
    }
}

internal sealed class ReferenceChangeMapping : IEntityTypeConfiguration<ReferenceChange>
{
    public void Configure(EntityTypeBuilder<ReferenceChange> builder)
    {
        builder.ToTable("ReferenceChanges");
        builder.HasKey(c => new { c.VersionId, c.Kind, c.First, c.Second }).RefusedAs(ReferenceRefusals.TwiceTheRow);
        builder.Property(c => c.First).HasMaxLength(6);
        builder.Property(c => c.Second).HasMaxLength(6);
        builder.Ignore(c => c.Row);
    }
}

internal sealed class PositionMapping : IEntityTypeConfiguration<Position>
{
    public void Configure(EntityTypeBuilder<Position> builder)
    {
        builder.ToTable("Positions");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.ApprovalNote).HasMaxLength(1000);
        builder.Property(p => p.ChangeNote).HasMaxLength(1000);
        builder.Ignore(p => p.SortName);
        builder.Ignore(p => p.Terms);
        builder.Ignore(p => p.OwnTerms);
        builder.Ignore(p => p.OwnProfiles);
        builder.HasIndex(p => p.Organisation);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.AccessProfiles).WithOne().HasForeignKey(a => a.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(p => p.Inclusions).WithOne().HasForeignKey(i => i.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_positions_approved_by_another", "approved_by is null or approved_by <> created_by", AccessRefusals.ApproverIsCreator);
        builder.HasCheck("ck_positions_change_approved_by_another", "change_approved_by is null or change_approved_by <> changed_by", PositionRefusals.ApproverChangesIt);
    }
}

internal sealed class AccessProfileMapping : IEntityTypeConfiguration<AccessProfile>
{
    public void Configure(EntityTypeBuilder<AccessProfile> builder)
    {
        builder.ToTable("AccessProfiles");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.Organisation, a.JobRole });
        builder.HasIndex(a => a.PositionId);
        builder.HasIndex(a => new { a.PositionId, a.IncludedFrom }).IsUnique().HasFilter("included_from is not null");
        builder.HasOne<AccessProfile>().WithMany().HasForeignKey(a => a.IncludedFrom).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.AreasOfWork).WithOne().HasForeignKey(a => a.AccessProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.Navigation(a => a.AreasOfWork).AutoInclude();
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<JobRole>().WithMany().HasForeignKey(a => a.JobRole).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(a => a.AddedActivities).WithOne().HasForeignKey(a => a.AccessProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PositionInclusionMapping : IEntityTypeConfiguration<PositionInclusion>
{
    public void Configure(EntityTypeBuilder<PositionInclusion> builder)
    {
        builder.ToTable("PositionInclusions");
        builder.HasKey(i => new { i.PositionId, i.IncludedId });
        builder.HasIndex(i => i.IncludedId);
        builder.HasOne<Position>().WithMany().HasForeignKey(i => i.IncludedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_position_inclusions_not_itself", "position_id <> included_id", PositionRefusals.IncludesItself);
    }
}

internal sealed class AreaOfWorkMapping : IEntityTypeConfiguration<AreaOfWork>
{
    public void Configure(EntityTypeBuilder<AreaOfWork> builder)
    {
        builder.ToTable("AreasOfWork");
        builder.HasKey(a => a.Code).RefusedAs(ImportRefusals.AnotherChange);
        builder.Property(a => a.Version).IsConcurrencyToken();
    }
}

internal sealed class AccessProfileAreaMapping : IEntityTypeConfiguration<AccessProfileArea>
{
    public void Configure(EntityTypeBuilder<AccessProfileArea> builder)
    {
        builder.ToTable("AccessProfileAreas");
        builder.HasKey(a => new { a.AccessProfileId, a.Area });
        builder.HasIndex(a => a.Area);
        builder.HasOne<AreaOfWork>().WithMany().HasForeignKey(a => a.Area).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AddedActivityMapping : IEntityTypeConfiguration<AddedActivity>
{
    public void Configure(EntityTypeBuilder<AddedActivity> builder)
    {
        builder.ToTable("AddedActivities");
        builder.HasKey(a => new { a.AccessProfileId, a.Activity });
        builder.HasIndex(a => a.Activity);
        builder.HasOne<Activity>().WithMany().HasForeignKey(a => a.Activity).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PositionAssignmentMapping : IEntityTypeConfiguration<PositionAssignment>
{
    public void Configure(EntityTypeBuilder<PositionAssignment> builder)
    {
        builder.ToTable("PositionAssignments");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => new { a.ProfileId, a.PositionId }).IsUnique().HasFilter("removed_at is null").RefusedAs(AccessRefusals.AlreadyHeld);
        // Who holds a position now is answered by the index alone.
        builder.HasIndex(a => new { a.PositionId, a.RemovedAt, a.StartsOn, a.ExpiresOn, a.ProfileId });
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Position>().WithMany().HasForeignKey(a => a.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(a => new { a.ProfileId, a.GrantedBy, a.GrantedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(a => new { a.ProfileId, a.SponsoredBy, a.SponsoredBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_position_assignments_dates", "expires_on is null or expires_on >= starts_on", AccessRefusals.EndBeforeStart);
        builder.HasCheck("ck_position_assignments_sponsor_side", "sponsored_by is null or sponsored_by_side = 'Sponsor'");
        builder.HasCheck("ck_position_assignments_granter_side", "granted_by is null or granted_by_side in ('Agent', 'Sponsor')");
        builder.HasCheck("ck_position_assignments_two_people", "granted_by_side <> 'Agent' or (sponsored_by is not null and sponsored_by <> granted_by)", AccessRefusals.SponsorNeeded);
    }
}
