using CareIdentity.Kernel;
using CareIdentity.Staff;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.Staff;

/// <summary>Writes down, while the service runs, that roles rest for want of training, and ends those that stay so. What is refused does not wait for it.</summary>
internal sealed class TrainingLookout(IServiceScopeFactory scopes, TimeProvider clock, ILogger<TrainingLookout> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromMinutes(10);

    protected override string What => "Looking after the training of RA staff";

    protected override async Task DoAsync(IServiceProvider services, CancellationToken ct)
    {
        var looked = (await services.GetRequiredService<LookAfterTraining>().ExecuteAsync(Actor.Service, ct)).Value;
        if (looked.Suspended + looked.Removed > 0)
        {
            Log.LogInformation("Training of RA staff: {Suspended} roles suspended, {Removed} removed.", looked.Suspended, looked.Removed);
        }
    }
}
