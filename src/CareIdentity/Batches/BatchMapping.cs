using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Batches;

internal sealed class BatchMapping : IEntityTypeConfiguration<Batch>
{
    public void Configure(EntityTypeBuilder<Batch> builder)
    {
        builder.ToTable("Batches");
        builder.HasKey(b => b.Id);
        builder.Property(b => b.Id).ValueGeneratedNever();
        builder.Property(b => b.Version).IsConcurrencyToken();
        builder.Property(b => b.Reason).HasMaxLength(1000);
        builder.Property(b => b.ReadAs).HasMaxLength(40);
        builder.HasIndex(b => new { b.Organisation, b.UploadedAt });
        builder.HasIndex(b => b.State).HasFilter("state in ('Checking', 'Running', 'Undoing')");
        builder.HasOne<Organisation>().WithMany().HasForeignKey(b => b.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(b => b.UploadedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_batches_counts", "bad + done + refused + undone <= lines and cursor between 0 and lines");
    }
}

internal sealed class BatchLineMapping : IEntityTypeConfiguration<BatchLine>
{
    public void Configure(EntityTypeBuilder<BatchLine> builder)
    {
        builder.ToTable("BatchLines");
        builder.HasKey(l => new { l.BatchId, l.Number });
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.Property(l => l.Cells).HasMaxLength(16000);
        builder.Property(l => l.Code).HasMaxLength(80);
        builder.Property(l => l.Message).HasMaxLength(1000);
        builder.Property(l => l.Effect).HasMaxLength(1000);
        builder.Property(l => l.Before).HasMaxLength(4000);
        builder.Ignore(l => l.Fields);
        builder.HasIndex(l => new { l.BatchId, l.State, l.Number });
        builder.HasOne<Batch>().WithMany().HasForeignKey(l => l.BatchId).OnDelete(DeleteBehavior.Restrict);
    }
}
