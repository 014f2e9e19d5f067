namespace CareIdentity.Web.Hosting;

/// <summary>
/// The service already listens while its set-up goes on, as both take their time. Whoever comes early waits here: nothing is answered before
/// the keys of the authorities have been looked at (certificate policy §6.2).
/// </summary>
internal sealed class StartGate
{
    private readonly TaskCompletionSource<bool> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => opened.TrySetResult(true);

    /// <summary>The set-up has failed: whoever waits is told so, and the process ends.</summary>
    public void Shut() => opened.TrySetResult(false);

    /// <summary>True when the set-up is made; false where it could not be.</summary>
    public Task<bool> PassAsync(CancellationToken ct) => opened.Task.WaitAsync(ct);

    /// <summary>Before everything but what is said of the service's health, which asks the gate itself.</summary>
    public static void Use(WebApplication service)
    {
        var gate = service.Services.GetRequiredService<StartGate>();
        service.Use((http, next) => gate.opened.Task is { IsCompleted: true, Result: true } || http.Request.Path.StartsWithSegments(HealthEndpoints.Health)
            ? next(http)
            : gate.WaitAsync(http, next));
    }

    private async Task WaitAsync(HttpContext http, RequestDelegate next)
    {
        if (await PassAsync(http.RequestAborted))
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
    }
}
