using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Data;

/// <summary>A key with which the web nodes protect form tokens and the like; shared by all of them.</summary>
[Housekeeping("Made and rolled by the framework; protects nothing longer than a session.")]
internal sealed class ProtectionKey
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}

internal sealed class ProtectionKeyMapping : IEntityTypeConfiguration<ProtectionKey>
{
    public void Configure(EntityTypeBuilder<ProtectionKey> builder)
    {
        builder.ToTable("ProtectionKeys");
        builder.HasKey(k => k.Name);
        builder.Property(k => k.Name).HasMaxLength(100);
        builder.Property(k => k.Xml).HasMaxLength(8000);
    }
}

/// <summary>The protection keys of all nodes.</summary>
public sealed class ProtectionKeyRing(CareIdentityDb db)
{
    public IReadOnlyList<string> All() => [.. db.Set<ProtectionKey>().AsNoTracking().Select(k => k.Xml)];

    public void Add(string name, string xml)
    {
        db.Set<ProtectionKey>().Add(new ProtectionKey { Name = name, Xml = xml });
        db.SaveAsync(CancellationToken.None).GetAwaiter().GetResult();
    }
}
