using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Smartcards;

internal sealed class SmartcardMapping : IEntityTypeConfiguration<Smartcard>
{
    public void Configure(EntityTypeBuilder<Smartcard> builder)
    {
        builder.ToTable("Smartcards");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.Serial).IsUnique().RefusedAs(SmartcardRefusals.SerialInUse);
        builder.HasIndex(c => c.HolderId).IsUnique()
            .HasFilter("state in ('Locked', 'Active') and beside_another is null")
            .RefusedAs(SmartcardRefusals.SecondCardAtOnce);
        builder.HasIndex(c => new { c.HolderId, c.State });
        builder.HasIndex(c => new { c.StockOf, c.State });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.StockOf).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(c => c.HolderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(c => new { c.HolderId, c.IssuedBy, c.IssuedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<CertificateRecord>().WithOne().HasForeignKey(c => c.SmartcardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_smartcards_issued_by_agent", "issued_by is null or (issued_by_side is not null and issued_by_side = 'Agent')", ProfileRefusals.SponsorIsNotAgent);
        builder.HasCheck("ck_smartcards_issued_has_holder", "state not in ('Locked', 'Active') or (holder_id is not null and issued_at is not null)");
        builder.HasCheck("ck_smartcards_stock_has_no_holder", "state not in ('Blank', 'Cleared') or (holder_id is null and issued_by is null)");
        builder.HasCheck("ck_smartcards_cancelled_has_reason", "state not in ('Cancelled', 'Destroyed') or (cancel_reason is not null and cancelled_at is not null)");
    }
}

internal sealed class CardOperationMapping : IEntityTypeConfiguration<CardOperation>
{
    public void Configure(EntityTypeBuilder<CardOperation> builder)
    {
        builder.ToTable("CardOperations");
        builder.HasKey(o => o.Id);
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.ReasonText).HasMaxLength(1000);
        builder.Property(o => o.CorrelationId).HasMaxLength(64);
        builder.Property(o => o.TroubleCode).HasMaxLength(80);
        builder.Property(o => o.Trouble).HasMaxLength(500);
        builder.Ignore(o => o.Reason);
        builder.HasIndex(o => o.TicketHash).IsUnique();
        builder.HasIndex(o => new { o.ProfileId, o.State });
        builder.HasIndex(o => o.SmartcardId);
        builder.HasOne<Smartcard>().WithMany().HasForeignKey(o => o.SmartcardId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(o => o.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(o => new { o.ProfileId, o.ActorId, o.ActorSide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<CertificateRecord>().WithOne().HasForeignKey(c => c.OperationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_card_operations_issue_by_agent", "kind not in ('Issue', 'IssueLocked', 'Repair') or actor_id is null or (actor_side is not null and actor_side = 'Agent')", ProfileRefusals.SponsorIsNotAgent);
        builder.HasCheck("ck_card_operations_not_for_oneself", "kind in ('ChangePasscode', 'Renew') or profile_id <> actor_id", ProfileRefusals.OwnProfile);
        builder.HasCheck("ck_card_operations_done_has_card", "state <> 'Done' or smartcard_id is not null");
    }
}

internal sealed class CardOperationStepMapping : IEntityTypeConfiguration<CardOperationStep>
{
    public void Configure(EntityTypeBuilder<CardOperationStep> builder)
    {
        builder.ToTable("CardOperationSteps");
        builder.HasKey(s => new { s.OperationId, s.Attempt, s.Number });
        builder.HasOne<CardOperation>().WithMany().HasForeignKey(s => s.OperationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CardKeysMapping : IEntityTypeConfiguration<CardKeys>
{
    public void Configure(EntityTypeBuilder<CardKeys> builder)
    {
        builder.ToTable("CardKeys");
        builder.HasKey(k => k.SmartcardId);
        builder.Property(k => k.SmartcardId).ValueGeneratedNever();
        builder.Property(k => k.Version).IsConcurrencyToken();
        builder.Property(k => k.Firmware).HasMaxLength(11);
        builder.Ignore(k => k.ManagementCandidates);
        builder.Ignore(k => k.UnblockingCandidates);
        builder.Ignore(k => k.ManagementNow);
        builder.Ignore(k => k.UnblockingNow);
        builder.HasOne<Smartcard>().WithMany().HasForeignKey(k => k.SmartcardId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CardMasterKeyMapping : IEntityTypeConfiguration<CardMasterKey>
{
    public void Configure(EntityTypeBuilder<CardMasterKey> builder)
    {
        builder.ToTable("CardMasterKeys");
        builder.HasKey(k => k.Generation);
        builder.Property(k => k.Generation).ValueGeneratedNever();
        builder.Property(k => k.Version).IsConcurrencyToken();
    }
}

internal sealed class AdoptedCardKeysMapping : IEntityTypeConfiguration<AdoptedCardKeys>
{
    public void Configure(EntityTypeBuilder<AdoptedCardKeys> builder)
    {
        builder.ToTable("AdoptedCardKeys");
        builder.HasKey(k => k.SmartcardId);
        builder.Property(k => k.SmartcardId).ValueGeneratedNever();
        builder.HasOne<Smartcard>().WithMany().HasForeignKey(k => k.SmartcardId).OnDelete(DeleteBehavior.Restrict);
    }
}
