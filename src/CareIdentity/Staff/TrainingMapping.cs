using CareIdentity.Data;
using CareIdentity.Organisations;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Staff;

internal sealed class TrainingCourseMapping : IEntityTypeConfiguration<TrainingCourse>
{
    public void Configure(EntityTypeBuilder<TrainingCourse> builder)
    {
        builder.ToTable("TrainingCourses");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.Ignore(c => c.Facts);
        builder.Property(c => c.About).HasMaxLength(1000);
        builder.HasIndex(c => c.Organisation);
        builder.HasIndex(c => new { c.Organisation, c.Name }).IsUnique().HasFilter("closed_at is null").RefusedAs(TrainingRefusals.CourseExists);
        builder.HasOne<Organisation>().WithMany().HasForeignKey(c => c.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany(c => c.Roles).WithOne().HasForeignKey(r => r.CourseId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class TrainingCourseRoleMapping : IEntityTypeConfiguration<TrainingCourseRole>
{
    public void Configure(EntityTypeBuilder<TrainingCourseRole> builder)
    {
        builder.ToTable("TrainingCourseRoles");
        builder.HasKey(r => new { r.CourseId, r.Role });
    }
}

internal sealed class TrainingSessionMapping : IEntityTypeConfiguration<TrainingSession>
{
    public void Configure(EntityTypeBuilder<TrainingSession> builder)
    {
        builder.ToTable("TrainingSessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.HasIndex(s => new { s.CourseId, s.StartsAt });
        builder.HasOne<TrainingCourse>().WithMany().HasForeignKey(s => s.CourseId).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_training_sessions_places", "taken >= 0 and taken <= places", TrainingRefusals.Full);
    }
}

internal sealed class TrainingPlaceMapping : IEntityTypeConfiguration<TrainingPlace>
{
    public void Configure(EntityTypeBuilder<TrainingPlace> builder)
    {
        builder.ToTable("TrainingPlaces");
        builder.HasKey(p => new { p.SessionId, p.ProfileId }).RefusedAs(TrainingRefusals.AlreadyBooked);
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => p.ProfileId);
        builder.HasOne<TrainingSession>().WithMany().HasForeignKey(p => p.SessionId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Profile>().WithMany().HasForeignKey(p => p.ProfileId).OnDelete(DeleteBehavior.Restrict);
    }
}
