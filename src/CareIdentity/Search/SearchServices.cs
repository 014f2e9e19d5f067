using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Search;

public static class SearchServices
{
    public static IServiceCollection AddSearch(this IServiceCollection services) => services
        .AddScoped<KnownNames>();
}
