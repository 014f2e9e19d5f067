using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Population;

public static class PopulationServices
{
    public static IServiceCollection AddPopulation(this IServiceCollection services) => services
        .AddScoped<GeneratedPopulation>()
        .AddScoped<GeneratePopulation>();
}
