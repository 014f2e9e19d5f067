using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.StaffRecords;

internal sealed class StaffSourceMapping : IEntityTypeConfiguration<StaffSource>
{
    public void Configure(EntityTypeBuilder<StaffSource> builder)
    {
        builder.ToTable("StaffSources");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Name).HasMaxLength(80);
        builder.Property(s => s.OwnedFields).HasMaxLength(400);
        builder.Ignore(s => s.Owned);
        builder.HasIndex(s => s.Organisation);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(s => s.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(s => s.SetUpBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(s => s.Sites).WithOne().HasForeignKey(x => x.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StaffSourceSiteMapping : IEntityTypeConfiguration<StaffSourceSite>
{
    public void Configure(EntityTypeBuilder<StaffSourceSite> builder)
    {
        builder.ToTable("StaffSourceSites");
        builder.HasKey(x => x.Organisation).RefusedAs(StaffRecordRefusals.SiteTaken);
        builder.HasIndex(x => x.SourceId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(x => x.Organisation).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class MappedPositionMapping : IEntityTypeConfiguration<MappedPosition>
{
    public void Configure(EntityTypeBuilder<MappedPosition> builder)
    {
        builder.ToTable("MappedPositions");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Property(m => m.StaffPosition).HasMaxLength(StaffTold.LongestPosition);
        builder.Property(m => m.StaffPositionName).HasMaxLength(StaffTold.LongestPosition);
        builder.Property(m => m.Note).HasMaxLength(1000);
        builder.Property(m => m.DecisionNote).HasMaxLength(1000);
        builder.HasIndex(m => new { m.SourceId, m.StaffPosition }).IsUnique().HasFilter("state = 'Approved'").RefusedAs(StaffRecordRefusals.MappingExists);
        builder.HasIndex(m => new { m.SourceId, m.State, m.StaffPosition });
        builder.HasOne<StaffSource>().WithMany().HasForeignKey(m => m.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Position>().WithMany().HasForeignKey(m => m.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(m => m.ProposedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(m => m.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_mapped_positions_two_people", "decided_by is null or decided_by <> proposed_by", StaffRecordRefusals.OwnMapping);
        builder.HasCheck("ck_mapped_positions_approved", "state <> 'Approved' or decided_by is not null");
    }
}

internal sealed class StaffRecordEntityMapping : IEntityTypeConfiguration<StaffRecord>
{
    public void Configure(EntityTypeBuilder<StaffRecord> builder)
    {
        builder.ToTable("StaffRecords");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.EmployeeNumber).HasMaxLength(StaffTold.LongestNumber);
        builder.Property(r => r.StaffPosition).HasMaxLength(StaffTold.LongestPosition);
        builder.Property(r => r.Details).HasMaxLength(4000);
        builder.Property(r => r.DetailsDigest).HasMaxLength(64);
        builder.Ignore(r => r.Person);
        builder.HasIndex(r => new { r.SourceId, r.EmployeeNumber }).IsUnique().RefusedAs(SaveRefusals.ChangedBySomeoneElse);
        builder.HasIndex(r => new { r.SourceId, r.State, r.EmployeeNumber });
        builder.HasIndex(r => r.ProfileId);
        builder.HasIndex(r => r.LeavesOn).HasFilter("state = 'Linked' and leaves_on is not null");
        builder.HasIndex(r => r.RegistrationId).HasFilter("state = 'Waiting' and registration_id is not null");
        builder.HasOne<StaffSource>().WithMany().HasForeignKey(r => r.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(r => r.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_staff_records_linked", "state <> 'Linked' or profile_id is not null");
        builder.HasCheck("ck_staff_records_left", "state <> 'Left' or details is null");
    }
}

internal sealed class StaffMessageMapping : IEntityTypeConfiguration<StaffMessage>
{
    public void Configure(EntityTypeBuilder<StaffMessage> builder)
    {
        builder.ToTable("StaffMessages");
        builder.HasKey(m => new { m.SourceId, m.EmployeeNumber, m.Sequence }).RefusedAs(SaveRefusals.ChangedBySomeoneElse);
        builder.Property(m => m.Sequence).ValueGeneratedNever();
        builder.Property(m => m.EmployeeNumber).HasMaxLength(StaffTold.LongestNumber);
        builder.Property(m => m.Digest).HasMaxLength(64);
        builder.Property(m => m.Words).HasMaxLength(1000);
        builder.HasOne<StaffSource>().WithMany().HasForeignKey(m => m.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StaffConflictMapping : IEntityTypeConfiguration<StaffConflict>
{
    public void Configure(EntityTypeBuilder<StaffConflict> builder)
    {
        builder.ToTable("StaffConflicts");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Words).HasMaxLength(1000);
        builder.Property(c => c.Candidates).HasMaxLength(400);
        builder.Property(c => c.Settlement).HasMaxLength(1000);
        builder.Ignore(c => c.Profiles);
        builder.HasIndex(c => new { c.SourceId, c.State, c.FoundAt });
        builder.HasIndex(c => new { c.RecordId, c.State });
        builder.HasOne<StaffSource>().WithMany().HasForeignKey(c => c.SourceId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<StaffRecord>().WithMany().HasForeignKey(c => c.RecordId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(c => c.SettledBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_staff_conflicts_settled", "(state = 'Open') = (settled_at is null)");
    }
}
