using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.People;

internal sealed class ProfileMapping : IEntityTypeConfiguration<Profile>
{
    public void Configure(EntityTypeBuilder<Profile> builder)
    {
        builder.ToTable("Profiles");
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.Property(p => p.Title).HasMaxLength(40);
        builder.Property(p => p.GivenName).HasMaxLength(100);
        builder.Property(p => p.MiddleNames).HasMaxLength(100);
        builder.Property(p => p.FamilyName).HasMaxLength(100);
        builder.Property(p => p.Mobile).HasMaxLength(40);
        builder.Property(p => p.Notes).HasMaxLength(1000);
        builder.Property(p => p.TermsVersion).HasMaxLength(20);
        builder.HasIndex(p => p.Uuid).IsUnique().RefusedAs(ProfileRefusals.UuidInUse);
        builder.HasIndex(p => p.NationalInsuranceNumber);
        builder.HasIndex(p => p.DateOfBirth);
        builder.HasIndex(p => p.RegisteredAt);
        builder.HasIndex(p => p.ProfessionalNumber);
        builder.HasIndex(p => new { p.RegisteredAt, p.SortName }).IsUnique().HasFilter("kind <> 'Person' and state <> 'Closed'").RefusedAs(SharedProfileRefusals.NameTaken);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(p => p.RegisteredAt).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(p => p.MergedInto).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.MergedInto).HasFilter("merged_into is not null"); // Almost nobody's: SQLite would think little of an index full of nothing.
        builder.HasCheck("ck_profiles_merged_is_closed", "merged_into is null or (state = 'Closed' and merged_into <> id)");
        builder.HasCheck("ck_profiles_verified_has_time", "state <> 'Verified' or verified_at is not null");
        builder.HasCheck("ck_profiles_closed_has_time", "state <> 'Closed' or closed_at is not null");
        builder.HasCheck("ck_profiles_person_has_birth", "kind <> 'Person' or date_of_birth is not null");
    }
}

internal sealed class ProfileNameMapping : IEntityTypeConfiguration<ProfileName>
{
    public void Configure(EntityTypeBuilder<ProfileName> builder)
    {
        builder.ToTable("ProfileNames");
        builder.HasKey(n => new { n.Word, n.SortName, n.ProfileId });
        builder.HasIndex(n => new { n.ProfileId, n.Word });
        builder.Property(n => n.Word).HasMaxLength(ProfileName.MaxLength);
        builder.Property(n => n.SortName).HasMaxLength(200);
        builder.HasOne<Profile>().WithMany().HasForeignKey(n => n.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ProfilePhotoMapping : IEntityTypeConfiguration<ProfilePhoto>
{
    public void Configure(EntityTypeBuilder<ProfilePhoto> builder)
    {
        builder.ToTable("ProfilePhotos");
        builder.HasKey(p => p.ProfileId).RefusedAs(SaveRefusals.ChangedBySomeoneElse); // Two who bring the first photo at once.
        builder.Property(p => p.ProfileId).ValueGeneratedNever();
        builder.Property(p => p.ContentType).HasMaxLength(20);
        builder.HasOne<Profile>().WithMany().HasForeignKey(p => p.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class DutyMapping : IEntityTypeConfiguration<Duty>
{
    public void Configure(EntityTypeBuilder<Duty> builder)
    {
        builder.ToTable("Duties");
        builder.HasKey(d => new { d.ProfileId, d.PersonId }).RefusedAs(ProfileRefusals.DutyTakenAtOnce);
        // Either key may be the one that the engine names: of two clicks in one moment the same side is taken twice.
        builder.HasAlternateKey(d => new { d.ProfileId, d.PersonId, d.Side }).RefusedAs(ProfileRefusals.DutyTakenAtOnce);
        builder.HasIndex(d => d.PersonId);
        builder.HasOne<Profile>().WithMany().HasForeignKey(d => d.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(d => d.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_duties_subject_is_oneself", "(side = 'Subject') = (profile_id = person_id)", ProfileRefusals.OwnProfile);
        builder.RefusesAs("ck_duties_one_side", ProfileRefusals.OtherSideOfOnePerson);
    }
}

internal sealed class IdentityCheckMapping : IEntityTypeConfiguration<IdentityCheck>
{
    public void Configure(EntityTypeBuilder<IdentityCheck> builder)
    {
        builder.ToTable("IdentityChecks");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasOne<Profile>().WithMany().HasForeignKey(c => c.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(c => new { c.ProfileId, c.CheckedBy, c.CheckedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Documents).WithOne().HasForeignKey(d => d.CheckId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(c => c.VideoScript).HasMaxLength(20);
        builder.Property(c => c.CountersignedBy).HasMaxLength(100);
        builder.Property(c => c.CountersignerStanding).HasMaxLength(100);
        builder.HasCheck(
            "ck_identity_checks_countersigned",
            "(countersigned_by is null) = (countersigner_standing is null) and (countersigned_by is null) = (countersigner_years is null)");
        builder.HasCheck("ck_identity_checks_by_agent", "checked_by_side = 'Agent'", ProfileRefusals.SponsorIsNotAgent);
    }
}

internal sealed class IdentityDocumentMapping : IEntityTypeConfiguration<IdentityDocument>
{
    public void Configure(EntityTypeBuilder<IdentityDocument> builder)
    {
        builder.ToTable("IdentityDocuments");
        builder.HasKey(d => d.Id);
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.Kind).HasMaxLength(40);
        builder.Property(d => d.Issuer).HasMaxLength(100);
        builder.Property(d => d.Number).HasMaxLength(40);
        builder.HasIndex(d => new { d.Number, d.Kind });
    }
}
