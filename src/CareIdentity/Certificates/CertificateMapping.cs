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
        builder.Property(i => i.CrlShards).HasDefaultValue(0);
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
        builder.HasIndex(c => c.KeyHash).IsUnique().RefusedAs(CertificateRefusals.KeySeenBefore);
        builder.HasIndex(c => c.SmartcardId);
        // Each only of what is looked for by it: on PostgreSQL a row that changes is entered anew in every index that it is in.
        builder.HasIndex(c => c.Fingerprint).IsUnique().HasFilter("fingerprint is not null");
        builder.HasIndex(c => new { c.ProfileId, c.Kind, c.NotAfter }).HasFilter("status = 'Active'");
        builder.HasIndex(c => c.NotAfter).HasFilter("status = 'Active'");
        builder.HasIndex(c => c.ReservedAt).HasFilter("status = 'Reserved'");
        builder.Property(c => c.CrlShard).HasDefaultValue(0);
        // With all that a revocation list says of each, so that making one reads the index alone.
        builder.HasIndex(c => new { c.IssuerId, c.CrlShard, c.NotAfter, c.Serial, c.RevokedAt, c.ReservedAt, c.Reason }).HasFilter("status in ('Revoked', 'Void')");
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(c => c.IssuerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(c => c.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_certificates_kept_when_signed", "status in ('Reserved', 'Void') or (certificate is not null and fingerprint is not null)");
        builder.HasCheck("ck_certificates_revoked_has_time", "(status = 'Revoked') = (revoked_at is not null and reason is not null)");
    }
}

internal sealed class ServiceCertificateMapping : IEntityTypeConfiguration<ServiceCertificateRecord>
{
    public void Configure(EntityTypeBuilder<ServiceCertificateRecord> builder)
    {
        builder.ToTable("ServiceCertificates");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Property(c => c.Serial).HasMaxLength(40);
        builder.Property(c => c.Name).HasMaxLength(64);
        builder.HasIndex(c => new { c.IssuerId, c.Serial }).IsUnique();
        builder.HasIndex(c => c.KeyHash).IsUnique().RefusedAs(CertificateRefusals.RequestedKeySeenBefore);
        builder.HasIndex(c => new { c.Status, c.NotAfter });
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(c => c.IssuerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_service_certificates_kept_when_signed", "status in ('Reserved', 'Void') or certificate is not null");
        builder.HasCheck("ck_service_certificates_revoked_has_time", "(status = 'Revoked') = (revoked_at is not null and reason is not null)");
    }
}

internal sealed class OcspSignerMapping : IEntityTypeConfiguration<OcspSignerRecord>
{
    public void Configure(EntityTypeBuilder<OcspSignerRecord> builder)
    {
        builder.ToTable("OcspSigners");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Property(s => s.Serial).HasMaxLength(40);
        builder.Property(s => s.KeyName).HasMaxLength(64);
        builder.HasIndex(s => s.KeyName).IsUnique();
        builder.HasIndex(s => new { s.IssuerId, s.Serial }).IsUnique();
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(s => s.IssuerId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RevocationListMapping : IEntityTypeConfiguration<RevocationListRecord>
{
    public void Configure(EntityTypeBuilder<RevocationListRecord> builder)
    {
        builder.ToTable("RevocationLists");
        builder.HasKey(l => l.Id);
        builder.Property(l => l.Id).ValueGeneratedNever();
        builder.HasIndex(l => new { l.IssuerId, l.Shard, l.Number }).IsUnique().RefusedAs(CertificateRefusals.ListBeingMade);
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(l => l.IssuerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_revocation_lists_shard", "shard >= 0 and number > 0");
    }
}

internal sealed class RevocationListPartMapping : IEntityTypeConfiguration<RevocationListPart>
{
    public void Configure(EntityTypeBuilder<RevocationListPart> builder)
    {
        builder.ToTable("RevocationListParts");
        builder.HasKey(p => new { p.ListId, p.Part });
        builder.Property(p => p.Part).ValueGeneratedNever();
        builder.HasOne<RevocationListRecord>().WithMany().HasForeignKey(p => p.ListId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RevocationChangeMapping : IEntityTypeConfiguration<RevocationChange>
{
    public void Configure(EntityTypeBuilder<RevocationChange> builder)
    {
        builder.ToTable("RevocationChanges");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Serial).HasMaxLength(40);
        builder.HasIndex(c => c.At);
        builder.HasOne<IssuerRecord>().WithMany().HasForeignKey(c => c.IssuerId).OnDelete(DeleteBehavior.Restrict);
    }
}
