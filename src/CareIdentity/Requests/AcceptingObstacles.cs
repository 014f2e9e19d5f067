using CareIdentity.Access;
using CareIdentity.Kernel;

namespace CareIdentity.Requests;

/// <summary>What would be refused if a request were accepted as it stands, in the order in which accepting it finds out.</summary>
public sealed class AcceptingObstacles(Appointments appointments, AssignmentGranting granting, TimeProvider clock)
{
    /// <summary>Null where nothing is known to speak against it. Sending back and rejecting are never in question here.</summary>
    public async Task<Refusal?> OfAsync(RequestView asked, Actor actor, CancellationToken ct)
    {
        if (asked is not { Kind: RequestKind.AssignPosition, State: RequestState.Open, SubjectId: { } subject, PositionId: { } position, StartsOn: { } from })
        {
            return null;
        }

        var today = clock.Today();
        return await appointments.CheckAsync(position, actor, ct) ?? await granting.WouldRefuseAsync(subject, position, from < today ? today : from, asked.ExpiresOn, ct);
    }
}
