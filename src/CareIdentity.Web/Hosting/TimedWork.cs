using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Web.Hosting;

/// <summary>Something that the running service does by the clock, the first time when it has begun to answer, each time in a scope of its own. What fails is in the log and tried again.</summary>
internal abstract class TimedWork(IServiceScopeFactory scopes, TimeProvider clock, ILogger log) : BackgroundService
{
    protected abstract TimeSpan Every { get; }

    /// <summary>What is done, as the log names it when it fails.</summary>
    protected abstract string What { get; }

    protected ILogger Log => log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            await BegunAsync(stoppingToken);
            do
            {
                await TryAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    protected abstract Task DoAsync(IServiceProvider services, CancellationToken ct);

    /// <summary>At once where nobody is served: rooms without a host.</summary>
    private async Task BegunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (scope.ServiceProvider.GetService<WorkBegins>() is { } begins)
        {
            await begins.WaitAsync(ct);
        }
    }

    private async Task TryAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await DoAsync(scope.ServiceProvider, ct);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            log.LogError(e, "{What} failed; it is tried again in {Every}.", What, Every);
        }
    }
}
