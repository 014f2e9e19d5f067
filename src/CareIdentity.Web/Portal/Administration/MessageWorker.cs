using CareIdentity.Messages;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.Administration;

/// <summary>Hands messages over while the service runs. What fails is in the log and tried again.</summary>
internal sealed class MessageWorker(MessageRunner runner, IServiceScopeFactory scopes, TimeProvider clock, ILogger<MessageWorker> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromSeconds(2);

    protected override string What => "Handing messages over";

    protected override Task DoAsync(IServiceProvider services, CancellationToken ct) => runner.WorkAsync(ct);
}
