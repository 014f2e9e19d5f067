using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Applications;

internal sealed class ApplicationMapping : IEntityTypeConfiguration<Application>
{
    public void Configure(EntityTypeBuilder<Application> builder)
    {
        builder.ToTable("Applications");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Property(a => a.GivenName).HasMaxLength(100);
        builder.Property(a => a.FamilyName).HasMaxLength(100);
        builder.Property(a => a.Note).HasMaxLength(1000);
        builder.Property(a => a.Needed).HasMaxLength(1000);
        builder.Property(a => a.Submitted).HasMaxLength(8000);
        builder.HasIndex(a => a.Reference).IsUnique();
        builder.HasIndex(a => a.LinkHash).IsUnique();
        builder.HasIndex(a => new { a.Organisation, a.State, a.InvitedAt });
        builder.HasIndex(a => new { a.State, a.LinkUntil });
        builder.HasIndex(a => a.DecidedAt).HasFilter("purged_at is null and decided_at is not null");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.InvitedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.SponsorId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Position>().WithMany().HasForeignKey(a => a.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(a => new { a.ProfileId, a.InvitedBy, a.InvitedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(a => new { a.ProfileId, a.DecidedBy, a.DecidedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_applications_decided_by_another", "decided_by is null or (decided_by <> invited_by and (sponsor_id is null or decided_by <> sponsor_id))", ApplicationRefusals.OwnInvitation);
        builder.HasCheck("ck_applications_invited_as_sponsor", "invited_by_side = 'Sponsor'");
        builder.HasCheck("ck_applications_confirmed", "(state in ('Approved', 'Known')) = (profile_id is not null)");
        builder.HasCheck("ck_applications_confirmed_by_agent", "profile_id is null or (decided_by is not null and decided_by_side = 'Agent')");
        builder.HasCheck("ck_applications_refused_why", "(state = 'Refused') = (reason is not null)");
    }
}

internal sealed class ApplicationDraftMapping : IEntityTypeConfiguration<ApplicationDraft>
{
    public void Configure(EntityTypeBuilder<ApplicationDraft> builder)
    {
        builder.ToTable("ApplicationDrafts");
        builder.HasKey(d => d.ApplicationId);
        builder.Property(d => d.ApplicationId).ValueGeneratedNever();
        builder.Property(d => d.Answers).HasMaxLength(8000);
        builder.HasIndex(d => d.SessionHash).IsUnique();
        builder.HasOne<Application>().WithMany().HasForeignKey(d => d.ApplicationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApplicationPictureMapping : IEntityTypeConfiguration<ApplicationPicture>
{
    public void Configure(EntityTypeBuilder<ApplicationPicture> builder)
    {
        builder.ToTable("ApplicationPictures");
        builder.HasKey(p => new { p.ApplicationId, p.Slot });
        builder.Property(p => p.ContentType).HasMaxLength(20);
        builder.Property(p => p.Digest).HasMaxLength(64);
        builder.HasOne<Application>().WithMany().HasForeignKey(p => p.ApplicationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_application_pictures_size", "length(content) between 1 and 5242880");
    }
}
