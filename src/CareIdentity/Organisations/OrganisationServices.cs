using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Organisations;

public static class OrganisationServices
{
    public static IServiceCollection AddOrganisations(this IServiceCollection services) => services
        .AddScoped<OrganisationTree>()
        .AddScoped<OrganisationQueries>()
        .AddScoped<MoveQueries>()
        .AddScoped<MoveOrganisation>()
        .AddScoped<WithdrawMove>()
        .AddScoped<CarryOutMoves>()
        .AddScoped<OrganisationEndingQueries>()
        .AddScoped<IEndsWithOrganisation, MovesOfOrganisation>()
        .AddScoped<CloseOrganisation>()
        .AddScoped<ReopenOrganisation>()
        .AddScoped<RaDirectoryQueries>()
        .AddScoped<SetUpRegistrationAuthority>()
        .AddScoped<ConfirmRaEntry>()
        .AddScoped<ReportWrongEntry>()
        .AddScoped<ResolveWrongEntry>()
        .AddScoped<SetUpOrganisation>()
        .AddScoped<ImportOrganisations>();
}
