using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Audit;

internal sealed class AuditEventMapping : IEntityTypeConfiguration<AuditEvent>
{
    public void Configure(EntityTypeBuilder<AuditEvent> builder)
    {
        builder.ToTable("AuditEvents");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Type).HasMaxLength(80);
        builder.Property(e => e.InWords).HasMaxLength(1000);
        builder.Property(e => e.Detail).HasMaxLength(8000);
        builder.Property(e => e.Reason).HasMaxLength(1000);
        builder.Property(e => e.CorrelationId).HasMaxLength(64);
        builder.HasIndex(e => new { e.ActorId, e.Id });
        builder.HasIndex(e => new { e.Organisation, e.Id });
    }
}

internal sealed class AuditEventSubjectMapping : IEntityTypeConfiguration<AuditEventSubject>
{
    public void Configure(EntityTypeBuilder<AuditEventSubject> builder)
    {
        builder.ToTable("AuditEventSubjects");
        builder.HasKey(s => new { s.Kind, s.Key, s.EventId });
        builder.Property(s => s.Key).HasMaxLength(40);
        builder.HasOne<AuditEvent>().WithMany().HasForeignKey(s => s.EventId).OnDelete(DeleteBehavior.Restrict);
    }
}
