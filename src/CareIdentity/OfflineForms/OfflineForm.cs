using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.People;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.OfflineForms;

/// <summary>The forms of an outage, as they are printed beforehand (functions.md §1.5).</summary>
public enum OfflineFormKind
{
    RequestProfile,
    CreateProfile,
    ModifyProfile,
    AssignPosition,
    CancelCard,

    /// <summary>RA08: an organisation comes under a Registration Authority, or no longer is.</summary>
    RaLink,
}

/// <summary>A form that was filled in on paper and entered later: what it said, who signed, when. Kept for two years, then purged.</summary>
internal sealed class OfflineForm : IVersioned
{
    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required OfflineFormKind Kind { get; init; }

    /// <summary>Whose form it is.</summary>
    public required OdsCode Organisation { get; init; }

    /// <summary>The date that stands on it.</summary>
    public required DateOnly FormDate { get; init; }

    /// <summary>The last day on which it is kept.</summary>
    public required DateOnly KeepUntil { get; init; }

    /// <summary>Whom or what it is about, as written.</summary>
    public required string About { get; init; }

    /// <summary>As <see cref="NameText"/> writes it, for the search.</summary>
    public required string SortName { get; init; }

    public Guid? ProfileId { get; init; }

    /// <summary>Who asked, with their role.</summary>
    public required string SignedBy { get; init; }

    /// <summary>Who carried it out or approved it, with their role: another person.</summary>
    public required string ApprovedBy { get; init; }

    /// <summary>What was done during the outage, in words.</summary>
    public required string Words { get; init; }

    /// <summary>The reference of the request that was raised from it, where one was.</summary>
    public string? Reference { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required Guid EnteredBy { get; init; }
}

/// <summary>The paper as a picture, written anew; of its own, so that no list loads it.</summary>
internal sealed class OfflineFormScan
{
    public required Guid FormId { get; init; }

    public required string ContentType { get; init; }

    public required byte[] Content { get; init; }

    public required int Size { get; init; }

    public required string Digest { get; init; }
}

internal sealed class OfflineFormMapping : IEntityTypeConfiguration<OfflineForm>
{
    public void Configure(EntityTypeBuilder<OfflineForm> builder)
    {
        builder.ToTable("OfflineForms");
        builder.HasKey(f => f.Id);
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.Property(f => f.Version).IsConcurrencyToken();
        builder.Property(f => f.Words).HasMaxLength(1000);
        builder.Property(f => f.Reference).HasMaxLength(20);
        builder.HasIndex(f => new { f.Organisation, f.FormDate });
        builder.HasIndex(f => new { f.Organisation, f.SortName });
        builder.HasIndex(f => f.KeepUntil);
        builder.HasIndex(f => f.ProfileId);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(f => f.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(f => f.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(f => f.EnteredBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_offline_forms_kept", "keep_until > form_date");
    }
}

internal sealed class OfflineFormScanMapping : IEntityTypeConfiguration<OfflineFormScan>
{
    public void Configure(EntityTypeBuilder<OfflineFormScan> builder)
    {
        builder.ToTable("OfflineFormScans");
        builder.HasKey(s => s.FormId);
        builder.Property(s => s.FormId).ValueGeneratedNever();
        builder.Property(s => s.ContentType).HasMaxLength(20);
        builder.Property(s => s.Digest).HasMaxLength(64);
        builder.HasOne<OfflineForm>().WithMany().HasForeignKey(s => s.FormId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_offline_form_scans_size", "size > 0 and size <= 5242880");
    }
}
