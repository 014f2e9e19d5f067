using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Batches;

public static class BatchServices
{
    public static IServiceCollection AddBatches(this IServiceCollection services) => services
        .AddScoped<UploadBatch>()
        .AddScoped<PastedPeople>()
        .AddScoped<SteerBatch>()
        .AddScoped<BatchQueries>()
        .AddScoped<LineLookups>()
        .AddScoped<BatchWork, AssignLines>()
        .AddScoped<BatchWork, EndLines>()
        .AddScoped<BatchWork, ChangeLines>()
        .AddScoped<BatchWork, CloseLines>()
        .AddScoped<BatchWork, CreateLines>()
        .AddScoped<StaffLineReader>()
        .AddScoped<BatchWork, StaffLines>()
        .AddScoped<ImportStaffRecord>()
        .AddScoped<BatchStep>()
        .AddSingleton<BatchRunner>();
}
