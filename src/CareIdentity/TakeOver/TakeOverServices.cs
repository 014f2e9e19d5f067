using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.TakeOver;

public static class TakeOverServices
{
    public static IServiceCollection AddTakeOver(this IServiceCollection services) => services
        .AddScoped<ImportPeople>();
}
