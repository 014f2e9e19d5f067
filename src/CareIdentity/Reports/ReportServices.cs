using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Reports;

public static class ReportServices
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddScoped<CoverageQueries>()
        .AddScoped<LocumQueries>()
        .AddScoped<AtOrganisationQueries>()
        .AddScoped<ExportAccess>()
        .AddScoped<ExportOpenRequests>();
}
