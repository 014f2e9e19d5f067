using CareIdentity.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Staff;

public static class StaffServices
{
    public static IServiceCollection AddStaff(this IServiceCollection services) => services
        .AddScoped<StaffMembers>()
        .AddScoped<SecondPeople>()
        .AddScoped<AppointmentRecording>()
        .AddScoped<StaffQueries>()
        .AddScoped<ExportStaff>()
        .AddScoped<AppointStaff>()
        .AddScoped<RecordLetter>()
        .AddScoped<AcceptAgreement>()
        .AddScoped<SuspendStaff>()
        .AddScoped<TrainingRecording>()
        .AddScoped<RecordTraining>()
        .AddScoped<LookAfterTraining>()
        .AddScoped<TrainingQueries>()
        .AddScoped<PlannedSessions>()
        .AddScoped<OpenCourse>()
        .AddScoped<CloseCourse>()
        .AddScoped<PlanSession>()
        .AddScoped<CancelSession>()
        .AddScoped<BookPlace>()
        .AddScoped<GiveUpPlace>()
        .AddScoped<HoldSession>()
        .AddScoped<PlacesOfLeaver>()
        .AddScoped<IEndsWithProfile>(provider => provider.GetRequiredService<PlacesOfLeaver>())
        .AddScoped<IMergesWithProfile, PlacesOfMerged>();
}
