using System.Data.Common;
using CareIdentity.Certificates;
using CareIdentity.Pki.Keys;
using CareIdentity.Web.Hosting;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Web.PublicPki;

/// <summary>Keeps signers, lists and answers fresh and shows how the authorities stand, while the service runs. What fails is said in the log and tried again: the lists out there last for days.</summary>
internal sealed class TimetableService(
    IServiceScopeFactory scopes, StatusAnswers answers, PkiMeter meter, CertificateOptions options, WorkBegins begins, TimeProvider clock, ILogger<TimetableService> log) : BackgroundService
{
    /// <summary>A revocation is in its shard within a minute.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>A tick signs no more than this, a second's work or two; the next goes on.</summary>
    private const int MostAnswers = 20_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            await begins.WaitAsync(stoppingToken);
            await ShowAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await KeepAsync(stoppingToken);
                await ShowAsync(stoppingToken);
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
            await answers.RefreshAsync(options.OcspLifetime / 8, MostAnswers, ct);
        }
        catch (Exception e) when (IsPassing(e))
        {
            log.LogError(e, "Signers, revocation lists and OCSP answers could not be kept fresh.");
        }
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            meter.Show(await scope.ServiceProvider.GetRequiredService<PkiHealth>().ReadAsync(answers, ct));
        }
        catch (Exception e) when (IsPassing(e))
        {
            log.LogError(e, "The health of the authorities could not be read.");
        }
    }

    private static bool IsPassing(Exception e) => e is DbException or DbUpdateException or KeyStoreException or IOException or InvalidOperationException;
}
