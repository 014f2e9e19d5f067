using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.Applications;

/// <summary>Removes, while the service runs, the evidence of applications that policy does not keep longer.</summary>
internal sealed class ApplicationPurging(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ApplicationPurging> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromMinutes(30);

    protected override string What => "Removing the evidence of applications that are over";

    protected override Task DoAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<PurgeApplications>().ExecuteAsync(Actor.Service, ct);
}
