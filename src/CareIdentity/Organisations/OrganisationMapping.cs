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
        builder.HasIndex(o => o.SortName);
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
