using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Requests;

/// <summary>Gets a request for a verb that changes it, and nobody else's: found and authority checked in one place.</summary>
public sealed class RequestsInHand(CareIdentityDb db, Authority authority)
{
    /// <summary>For whoever may decide it: its own Registration Authority, or the national one once it is there.</summary>
    internal async Task<Outcome<AccessRequest>> FindToDecideAsync(Guid id, Actor actor, CancellationToken ct) =>
        await CheckAsync(await GetAsync(id, ct), function: null, actor, ct);

    /// <summary>For who raised it, and those of its Registration Authority who may decide it, wherever it is.</summary>
    internal async Task<Outcome<AccessRequest>> FindToTalkAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var asked = await GetAsync(id, ct);
        return asked?.RaisedBy == actor.ProfileId ? asked : await CheckAsync(asked, asked is null ? null : RequestRules.FunctionToDecide(asked.Kind), actor, ct);
    }

    internal async Task<Outcome<AccessRequest>> FindAsync(Guid id, RaFunction function, Actor actor, CancellationToken ct) =>
        await CheckAsync(await GetAsync(id, ct), function, actor, ct);

    private Task<AccessRequest?> GetAsync(Guid id, CancellationToken ct) => db.AccessRequests.FirstOrDefaultAsync(r => r.Id == id, ct);

    private async Task<Outcome<AccessRequest>> CheckAsync(AccessRequest? asked, RaFunction? function, Actor actor, CancellationToken ct)
    {
        if (asked is null)
        {
            return RequestRefusals.NotFound;
        }

        return await authority.CheckAsync(actor, function ?? asked.FunctionToDecide, asked.Organisation, ct) is { } notAllowed ? notAllowed : asked;
    }
}
