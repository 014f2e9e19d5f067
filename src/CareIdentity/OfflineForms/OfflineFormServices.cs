using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.OfflineForms;

public static class OfflineFormServices
{
    public static IServiceCollection AddOfflineForms(this IServiceCollection services) => services
        .AddScoped<OfflineFormQueries>()
        .AddScoped<EnterOfflineForm>()
        .AddScoped<PurgeOfflineForms>();
}
