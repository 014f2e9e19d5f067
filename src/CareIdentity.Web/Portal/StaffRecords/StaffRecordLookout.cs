using CareIdentity.Kernel;
using CareIdentity.StaffRecords;
using CareIdentity.Web.Hosting;

namespace CareIdentity.Web.Portal.StaffRecords;

/// <summary>Links people whose registration was accepted, ends leavers on their day, follows what waited for a mapping.</summary>
internal sealed class StaffRecordLookout(IServiceScopeFactory scopes, TimeProvider clock, ILogger<StaffRecordLookout> log) : TimedWork(scopes, clock, log)
{
    protected override TimeSpan Every => TimeSpan.FromMinutes(1);

    protected override string What => "Looking after staff records";

    protected override async Task DoAsync(IServiceProvider services, CancellationToken ct)
    {
        var looked = (await services.GetRequiredService<LookAfterStaffRecords>().ExecuteAsync(Actor.Service, ct)).Value;
        if (looked.Linked + looked.Left + looked.Followed > 0)
        {
            Log.LogInformation("Staff records: {Linked} linked, {Left} left, {Followed} followed.", looked.Linked, looked.Left, looked.Followed);
        }
    }
}
