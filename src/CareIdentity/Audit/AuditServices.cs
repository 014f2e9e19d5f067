using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Audit;

public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddScoped<AuditTrail>()
        .AddScoped<AuditQueries>();
}
