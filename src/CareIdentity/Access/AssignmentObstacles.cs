using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Access;

/// <summary>What would be refused of a position that somebody holds, for pages: none offers what will be refused.</summary>
public sealed class AssignmentObstacles(Authority authority, AssignableBySponsor assignable, Appointments appointments)
{
    /// <summary>Null where the actor may move its last day, as an agent or as a sponsor who may give it.</summary>
    public async Task<Refusal?> ToChangeAsync(HeldPosition held, Guid profileId, Actor actor, CancellationToken ct)
    {
        if (profileId == actor.ProfileId)
        {
            return ProfileRefusals.OwnProfile;
        }

        var asAgent = await authority.CheckForAssignmentAsync(actor, RaFunction.ChangeAssignment, held.Organisation, profileId, ct);
        return asAgent is not null && !await assignable.IsForAsync(held.PositionId, actor, ct) ? asAgent : await appointments.CheckAsync(held.PositionId, actor, ct);
    }

    /// <summary>Null where the actor may take it away.</summary>
    public async Task<Refusal?> ToRemoveAsync(HeldPosition held, Guid profileId, Actor actor, CancellationToken ct) =>
        profileId == actor.ProfileId ? ProfileRefusals.OwnProfile
        : await authority.CheckForAssignmentAsync(actor, RaFunction.RemoveAssignment, held.Organisation, profileId, ct)
            ?? await appointments.CheckEndAsync(held.PositionId, actor, ct);
}
