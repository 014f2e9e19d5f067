using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Organisations;

public static class OrganisationServices
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddScoped<OrganisationTree>()
        .AddScoped<OrganisationQueries>()
        .AddScoped<SetUpOrganisation>()
        .AddScoped<ImportOrganisations>();
}
