using System.Data.Common;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Makes planned moves effective on their day while the service runs, the first time as it starts. What fails is in the log and tried again.</summary>
internal sealed class PlannedMoves(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PlannedMoves> log) : BackgroundService
{
    /// <summary>A move is effective within a minute of midnight.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                await CarryOutAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task CarryOutAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<CarryOutMoves>().ExecuteAsync(Actor.Service, ct);
            if (outcome.Value.Failed > 0)
            {
                log.LogWarning("{Failed} planned moves in the RA tree could not be carried out; each says why on its organisation's page.", outcome.Value.Failed);
            }
        }
        catch (Exception e) when (e is DbException or DbUpdateException or InvalidOperationException)
        {
            log.LogError(e, "Planned moves in the RA tree could not be looked for.");
        }
    }
}
