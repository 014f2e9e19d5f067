using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace CareIdentity.Web.Hosting;

/// <summary>live: the program answers. ready: what it depends on answers too (checks with the tag <c>ready</c>).</summary>
internal static class HealthChecks
{
    public const string Ready = "ready";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready) }).AllowAnonymous();
    }
}
