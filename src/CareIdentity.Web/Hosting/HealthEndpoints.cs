using System.Data.Common;
using CareIdentity.Data.Schema;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: it can serve, the database answers and is at the schema of this
/// build. Says no more than that to whoever asks.
/// </summary>
public static class HealthEndpoints
{
    public const string Health = "/health";
    public const string Ready = Health + "/ready";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live\n")).AllowAnonymous();
        routes.MapGet(Ready, AnswerReadyAsync).AllowAnonymous();
    }

    private static async Task<IResult> AnswerReadyAsync(HttpContext http, HostSettings settings, StartGate gate, TimeProvider clock, ILogger<HostSettings> log)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!await gate.PassAsync(http.RequestAborted))
        {
            return NotReady();
        }

        try
        {
            await using var connection = await settings.Database.OpenAsync(http.RequestAborted);
            var state = await new SchemaRunner(settings.Database.Engine, clock).ReadAsync(connection, http.RequestAborted);
            return state.IsCurrent ? Results.Text("ready\n") : NotReady();
        }
        catch (Exception e) when (e is DbException or SchemaRefusedException)
        {
            log.LogError(e, "Not ready: {Database}", settings.Database);
            return NotReady();
        }
    }

    private static IResult NotReady() => Results.Text("not ready\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
