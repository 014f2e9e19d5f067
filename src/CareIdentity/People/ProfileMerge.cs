using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.People;

/// <summary>Who found two profiles to be one person, and when. Never changed afterwards; there is no way back.</summary>
internal sealed class ProfileMerge
{
    public required Guid MergedId { get; init; }

    public required Guid SurvivingId { get; init; }

    public required DateTimeOffset MergedAt { get; init; }

    public required Guid MergedBy { get; init; }

    /// <summary>Always the agent's side of both profiles; part of the foreign keys to the duty ledger.</summary>
    public DutySide MergedBySide { get; init; } = DutySide.Agent;
}

internal sealed class ProfileMergeMapping : IEntityTypeConfiguration<ProfileMerge>
{
    public void Configure(EntityTypeBuilder<ProfileMerge> builder)
    {
        builder.ToTable("ProfileMerges");
        builder.HasKey(m => m.MergedId).RefusedAs(MergeRefusals.AlreadyMerged);
        builder.Property(m => m.MergedId).ValueGeneratedNever();
        builder.HasOne<Profile>().WithMany().HasForeignKey(m => m.MergedId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(m => new { m.MergedId, m.MergedBy, m.MergedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(m => new { m.SurvivingId, m.MergedBy, m.MergedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_profile_merges_by_agent", "merged_by_side = 'Agent'", ProfileRefusals.SponsorIsNotAgent);
        builder.HasCheck("ck_profile_merges_two_profiles", "merged_id <> surviving_id", MergeRefusals.SameProfile);
    }
}
