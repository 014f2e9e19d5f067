using CareIdentity.Data;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Access;

internal sealed class RaAppointmentMapping : IEntityTypeConfiguration<RaAppointment>
{
    public void Configure(EntityTypeBuilder<RaAppointment> builder)
    {
        builder.ToTable("RaAppointments");
        builder.HasKey(a => a.AssignmentId).RefusedAs(StaffRefusals.AlreadyAppointed);
        builder.Property(a => a.AssignmentId).ValueGeneratedNever();
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.Letter);
        builder.HasIndex(a => a.ProfileId);
        builder.HasIndex(a => a.AssignmentId).HasFilter("agreed_at is not null and suspended_at is null");
        builder.HasOne<PositionAssignment>().WithOne().HasForeignKey<RaAppointment>(a => a.AssignmentId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(a => a.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_ra_appointments_recorded_by_another", "recorded_by is null or recorded_by <> profile_id", ProfileRefusals.OwnProfile);
        builder.HasCheck("ck_ra_appointments_agreed", "(agreed_at is null) = (agreement_version is null)");
        builder.HasCheck("ck_ra_appointments_suspended", "(suspended_at is null) = (suspended_because is null)");
    }
}

internal sealed class TrainingWatchMapping : IEntityTypeConfiguration<TrainingWatch>
{
    public void Configure(EntityTypeBuilder<TrainingWatch> builder)
    {
        builder.ToTable("TrainingWatches");
        builder.HasKey(w => w.AssignmentId);
        builder.Property(w => w.AssignmentId).ValueGeneratedNever();
        builder.HasIndex(w => w.LookOn);
        builder.HasOne<RaAppointment>().WithOne().HasForeignKey<TrainingWatch>(w => w.AssignmentId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RaTrainingMapping : IEntityTypeConfiguration<RaTraining>
{
    public void Configure(EntityTypeBuilder<RaTraining> builder)
    {
        builder.ToTable("RaTrainings");
        builder.HasKey(t => new { t.ProfileId, t.Role });
        builder.HasIndex(t => new { t.ProfileId, t.ExpiresOn });
        builder.Property(t => t.Version).IsConcurrencyToken();
        builder.HasOne<Profile>().WithMany().HasForeignKey(t => t.ProfileId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_ra_trainings_recorded_by_another", "recorded_by is null or recorded_by <> profile_id", ProfileRefusals.OwnProfile);
        builder.HasCheck("ck_ra_trainings_dates", "expires_on >= completed_on");
    }
}
