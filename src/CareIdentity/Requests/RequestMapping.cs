using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Requests;

internal sealed class AccessRequestMapping : IEntityTypeConfiguration<AccessRequest>
{
    public void Configure(EntityTypeBuilder<AccessRequest> builder)
    {
        builder.ToTable("AccessRequests");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.Property(r => r.SubjectWords).HasMaxLength(500);
        builder.Property(r => r.Note).HasMaxLength(1000);
        builder.Property(r => r.Details).HasMaxLength(4000);
        builder.Property(r => r.DecisionReason).HasMaxLength(1000);
        builder.HasIndex(r => r.Reference).IsUnique();
        builder.HasIndex(r => new { r.Organisation, r.State, r.RaisedAt });
        builder.HasIndex(r => new { r.State, r.CountsFrom, r.RaisedAt });
        builder.HasIndex(r => r.CountsFrom).HasFilter("state = 'Open' and late_told_at is null");
        builder.HasIndex(r => new { r.DecidedAt, r.State, r.Kind });
        builder.HasIndex(r => new { r.State, r.Kind, r.RaisedBy, r.AssignedTo, r.CountsFrom, r.EscalatedAt }).HasFilter("state in ('Open', 'Returned')");
        builder.HasIndex(r => new { r.RaisedBy, r.RaisedAt });
        builder.HasIndex(r => new { r.SubjectId, r.PositionId }).IsUnique().HasFilter("state = 'Open' and kind = 'AssignPosition'").RefusedAs(RequestRefusals.AlreadyAsked);
        builder.HasIndex(r => r.AssignmentId).IsUnique().HasFilter("state = 'Open'").RefusedAs(RequestRefusals.AskedForAlready);
        builder.HasIndex(r => new { r.SubjectId, r.Kind }).IsUnique()
            .HasFilter("state = 'Open' and kind in ('ChangeDetails', 'CloseProfile', 'ReopenProfile', 'IssueCard', 'ReplaceCard')").RefusedAs(RequestRefusals.AskedForAlready);
        builder.HasIndex(r => r.WaitsFor);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(r => r.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(r => r.RaisedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(r => r.DecidedBy).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(r => r.AssignedTo).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Position>().WithMany().HasForeignKey(r => r.PositionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PositionAssignment>().WithMany().HasForeignKey(r => r.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<AccessRequest>().WithMany().HasForeignKey(r => r.WaitsFor).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Duty>().WithMany()
            .HasForeignKey(r => new { r.SubjectId, r.RaisedBy, r.RaisedBySide })
            .HasPrincipalKey(d => new { d.ProfileId, d.PersonId, d.Side })
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_access_requests_decided_by_another", "decided_by is null or decided_by <> raised_by", RequestRefusals.DecidedByRequester);
        builder.HasCheck("ck_access_requests_assigned_to_another", "assigned_to is null or assigned_to <> raised_by", RequestRefusals.ColleagueCannotDecide);
        builder.HasCheck("ck_access_requests_sponsored", "raised_by_side = 'Sponsor'");
        builder.HasCheck("ck_access_requests_position", "kind <> 'AssignPosition' or (position_id is not null and starts_on is not null)");
        builder.HasCheck("ck_access_requests_assignment", "kind not in ('ChangeAssignment', 'RemoveAssignment') or assignment_id is not null");
        builder.HasCheck("ck_access_requests_details", "kind <> 'CreateProfile' or details is not null");
        builder.HasCheck("ck_access_requests_decided", "state = 'Open' or decided_at is not null");
    }
}
