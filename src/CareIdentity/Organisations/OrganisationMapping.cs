using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Organisations;

internal sealed class OrganisationMapping : IEntityTypeConfiguration<Organisation>
{
    public void Configure(EntityTypeBuilder<Organisation> builder)
    {
        builder.ToTable("Organisations");
        builder.HasKey(o => o.Code).RefusedAs(OrganisationRefusals.CodeInUse);
        builder.Property(o => o.Version).IsConcurrencyToken();
        builder.Property(o => o.Address).HasMaxLength(500);
        builder.Property(o => o.Postcode).HasMaxLength(10);
        builder.Property(o => o.Telephone).HasMaxLength(40);
        builder.Property(o => o.NationalGrouping).HasMaxLength(10);
        builder.Property(o => o.Geography).HasMaxLength(10);
        builder.Property(o => o.Commissioner).HasMaxLength(10);
        builder.Property(o => o.Setting).HasMaxLength(10);
        builder.Property(o => o.ContactTelephone).HasMaxLength(40);
        builder.Property(o => o.ContactAddress).HasMaxLength(500);
        builder.Property(o => o.ContactHours).HasMaxLength(300);
        builder.HasIndex(o => o.SortName);
        builder.HasIndex(o => o.Postcode);
        builder.HasIndex(o => new { o.Kind, o.ContactConfirmedOn, o.SortName });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(o => o.RaParent).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_organisations_not_own_parent", "ra_parent <> code");
    }
}

internal sealed class OrganisationAncestorMapping : IEntityTypeConfiguration<OrganisationAncestor>
{
    public void Configure(EntityTypeBuilder<OrganisationAncestor> builder)
    {
        builder.ToTable("OrganisationAncestors");
        builder.HasKey(a => new { a.Organisation, a.Ancestor });
        builder.HasIndex(a => new { a.Ancestor, a.Organisation });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.Ancestor).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationNameMapping : IEntityTypeConfiguration<OrganisationName>
{
    public void Configure(EntityTypeBuilder<OrganisationName> builder)
    {
        builder.ToTable("OrganisationNames");
        builder.HasKey(n => new { n.Word, n.SortName, n.Organisation });
        builder.HasIndex(n => n.Organisation);
        builder.Property(n => n.Word).HasMaxLength(NameText.MaxWord);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(n => n.Organisation).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OrganisationMoveMapping : IEntityTypeConfiguration<OrganisationMove>
{
    public void Configure(EntityTypeBuilder<OrganisationMove> builder)
    {
        builder.ToTable("OrganisationMoves");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Property(m => m.Reason).HasMaxLength(1000);
        builder.Property(m => m.Outcome).HasMaxLength(1000);
        builder.HasIndex(m => m.Organisation).IsUnique().HasFilter("state = 'Planned'").RefusedAs(OrganisationRefusals.AlreadyPlanned);
        builder.HasIndex(m => new { m.Organisation, m.PlannedAt });
        builder.HasIndex(m => new { m.State, m.EffectiveOn });
        builder.HasIndex(m => m.FromParent);
        builder.HasIndex(m => m.ToParent);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.FromParent).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(m => m.ToParent).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_organisation_moves_ended", "(state = 'Planned') = (ended_at is null)");
        builder.HasCheck("ck_organisation_moves_somewhere", "coalesce(from_parent, '') <> coalesce(to_parent, '') and organisation <> coalesce(to_parent, '')");
    }
}

internal sealed class RaTreeEditionMapping : IEntityTypeConfiguration<RaTreeEdition>
{
    public void Configure(EntityTypeBuilder<RaTreeEdition> builder)
    {
        builder.ToTable("RaTreeEditions");
        builder.HasKey(e => e.Name);
        builder.Property(e => e.Name).HasMaxLength(40);
    }
}

internal sealed class WrongEntryReportMapping : IEntityTypeConfiguration<WrongEntryReport>
{
    public void Configure(EntityTypeBuilder<WrongEntryReport> builder)
    {
        builder.ToTable("WrongEntryReports");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.What).HasMaxLength(1000);
        builder.Property(r => r.Answer).HasMaxLength(1000);
        builder.HasIndex(r => new { r.Organisation, r.ReportedAt });
        builder.HasIndex(r => new { r.Organisation, r.ResolvedAt });
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_wrong_entry_reports_resolved", "(resolved_at is null) = (answer is null)");
    }
}
