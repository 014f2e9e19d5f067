using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.People;

/// <summary>
/// Which details of a person another system looks after: they are changed there, and come here as a request. Written by whoever links the
/// profile to that system, asked by everybody who changes details.
/// </summary>
internal sealed class FieldOwnership
{
    public required Guid ProfileId { get; init; }

    /// <summary>The record of that system that owns them.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>What the system is called: "Riverside staff record".</summary>
    public required string Owner { get; set; }

    /// <summary>How the person is found there: the employee number.</summary>
    public required string Reference { get; init; }

    /// <summary>Names of <see cref="PersonalDetails"/>, with commas between.</summary>
    public required string Fields { get; set; }

    public IReadOnlyList<string> Names => Fields.Split(',', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>As pages show it.</summary>
public sealed record OwnedFields(string Owner, string Reference, IReadOnlyList<string> Fields);

/// <summary>Who looks after which details of a person.</summary>
public sealed class OwnedFieldQueries(CareIdentityDb db)
{
    public async Task<IReadOnlyList<OwnedFields>> OfAsync(Guid profileId, CancellationToken ct) =>
    [
        .. (await db.FieldOwnerships.AsNoTracking().Where(f => f.ProfileId == profileId).OrderBy(f => f.Owner).ThenBy(f => f.RecordId).ToListAsync(ct))
            .Select(f => new OwnedFields(f.Owner, f.Reference, f.Names)),
    ];
}

internal sealed class FieldOwnershipMapping : IEntityTypeConfiguration<FieldOwnership>
{
    public void Configure(EntityTypeBuilder<FieldOwnership> builder)
    {
        builder.ToTable("FieldOwnerships");
        builder.HasKey(f => new { f.ProfileId, f.RecordId });
        builder.Property(f => f.Reference).HasMaxLength(40);
        builder.Property(f => f.Fields).HasMaxLength(400);
        builder.Ignore(f => f.Names);
        builder.HasOne<Profile>().WithMany().HasForeignKey(f => f.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}
