using System.Data.Common;
using CareIdentity.Certificates;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Web.PublicPki;

/// <summary>Keeps signers and lists fresh while the service runs. What fails is said in the log and tried again: the lists out there last for days.</summary>
internal sealed class TimetableService(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TimetableService> log) : BackgroundService
{
    /// <summary>A revocation is in its shard within a minute.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await KeepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Told to stop.
        }
    }

    private async Task KeepAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<StatusTimetable>().KeepAsync(ct);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or KeyStoreException or IOException or InvalidOperationException)
        {
            log.LogError(e, "Signers and revocation lists could not be kept fresh.");
        }
    }
}
