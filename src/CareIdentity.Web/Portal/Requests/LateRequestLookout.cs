using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Tells of requests that have begun to wait too long while the service runs: from midnight on, some each minute.</summary>
internal sealed class LateRequestLookout(IServiceScopeFactory scopes, TimeProvider clock, ILogger<LateRequestLookout> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromMinutes(1);

    protected override string What => "Telling of requests that wait too long";

    protected override Task DoAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<TellOfLateRequests>().ExecuteAsync(Actor.Service, ct);
}
