using System.Data.Common;
using CareIdentity.Batches;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Web.Portal.Batches;

/// <summary>Looks for batches while the service runs, and works on them. What fails is in the log and tried again.</summary>
internal sealed class BatchWorker(BatchRunner runner, TimeProvider clock, ILogger<BatchWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await WorkAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop: what is begun is taken back, and goes on at the next start.
        }
    }

    private async Task WorkAsync(CancellationToken ct)
    {
        try
        {
            while (await runner.WorkAsync(ct))
            {
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            log.LogError(e, "A batch could not be worked on.");
        }
    }
}
