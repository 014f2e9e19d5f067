using CareIdentity.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.StaffRecords;

public static class StaffRecordServices
{
    public static IServiceCollection AddStaffRecords(this IServiceCollection services) => services
        .AddScoped<StaffRecordQueries>()
        .AddScoped<StaffClients>()
        .AddScoped<StaffMatching>()
        .AddScoped<StaffLeaving>()
        .AddScoped<StaffAccess>()
        .AddScoped<StaffFollowing>()
        .AddScoped<StaffDetails>()
        .AddScoped<StaffStaying>()
        .AddScoped<SetUpStaffSource>()
        .AddScoped<SteerStaffSource>()
        .AddScoped<ProposeMapping>()
        .AddScoped<DecideMapping>()
        .AddScoped<EndMapping>()
        .AddScoped<ReceiveStaffRecord>()
        .AddScoped<SettleConflict>()
        .AddScoped<LookAfterStaffRecords>()
        .AddScoped<IMergesWithProfile, StaffRecordsOfMerged>();
}
