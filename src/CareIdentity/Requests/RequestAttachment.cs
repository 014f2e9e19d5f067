using CareIdentity.Data;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Requests;

/// <summary>A picture or a text that shows what a request says. Only ever added, each with its step and its audit event.</summary>
internal sealed class RequestAttachment
{
    public required Guid Id { get; init; }

    public required Guid RequestId { get; init; }

    /// <summary>As it was called, with the ending of what it is.</summary>
    public required string Name { get; init; }

    public required string ContentType { get; init; }

    /// <summary>Written anew from what was uploaded.</summary>
    public required byte[] Content { get; init; }

    /// <summary>SHA-256: the same content is attached once.</summary>
    public required string Digest { get; init; }

    public required int Size { get; init; }

    public required DateTimeOffset AttachedAt { get; init; }

    public required Guid AttachedBy { get; init; }
}

internal sealed class RequestAttachmentMapping : IEntityTypeConfiguration<RequestAttachment>
{
    public void Configure(EntityTypeBuilder<RequestAttachment> builder)
    {
        builder.ToTable("RequestAttachments");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Digest).HasMaxLength(64);
        builder.HasIndex(a => new { a.RequestId, a.Digest }).IsUnique().RefusedAs(RequestRefusals.AttachedAlready);
        builder.HasOne<AccessRequest>().WithMany().HasForeignKey(a => a.RequestId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.AttachedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_request_attachments_size", "size > 0 and size <= 5242880", RequestRefusals.AttachmentTooLarge);
    }
}
