using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>Makes planned moves effective on their day while the service runs: within a minute of midnight.</summary>
internal sealed class PlannedMoves(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PlannedMoves> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromMinutes(1);

    protected override string What => "Looking for planned moves in the RA tree";

    protected override async Task DoAsync(IServiceProvider services, CancellationToken ct)
    {
        var outcome = await services.GetRequiredService<CarryOutMoves>().ExecuteAsync(Actor.Service, ct);
        if (outcome.Value.Failed > 0)
        {
            Log.LogWarning("{Failed} planned moves in the RA tree could not be carried out; each says why on its organisation's page.", outcome.Value.Failed);
        }
    }
}
