using CareIdentity.Data;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Certificates;

internal sealed class IssuerMapping : IEntityTypeConfiguration<IssuerRecord>
{
    public void Configure(EntityTypeBuilder<IssuerRecord> builder)
    {
        builder.ToTable("Issuers");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
        builder.Property(i => i.Version).IsConcurrencyToken();
        builder.Property(i => i.KeyName).HasMaxLength(64);
        builder.HasIndex(i => i.KeyName).IsUnique();
        builder.HasIndex(i => new { i.Realm, i.Kind }).IsUnique().HasFilter("active").RefusedAs(CertificateRefusals.IssuerAlreadyActive);
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(i => i.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_issuers_root_has_no_parent", "(kind = 'Root') = (parent_id is null)");
    }
}

internal sealed class CertificateRecordMapping : IEntityTypeConfiguration<CertificateRecord>
{
    public void Configure(EntityTypeBuilder<CertificateRecord> builder)
    {
        builder.ToTable("Certificates");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Serial).HasMaxLength(40);
        builder.HasIndex(c => new { c.IssuerId, c.Serial }).IsUnique();
        builder.HasIndex(c => c.Fingerprint).IsUnique();
        builder.HasIndex(c => c.KeyHash).IsUnique().RefusedAs(CertificateRefusals.KeySeenBefore);
        builder.HasIndex(c => c.SmartcardId);
        builder.HasIndex(c => c.ProfileId);
        builder.HasIndex(c => new { c.Status, c.NotAfter });
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(c => c.IssuerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(c => c.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_certificates_kept_when_signed", "status in ('Reserved', 'Void') or (certificate is not null and fingerprint is not null)");
        builder.HasCheck("ck_certificates_revoked_has_time", "(status = 'Revoked') = (revoked_at is not null and reason is not null)");
    }
}
