using CareIdentity.Access;
using CareIdentity.Kernel;

namespace CareIdentity.Staff;

/// <summary>
/// Who can be the second person of an appointment: a sponsor of the organisation who asks for it, or a colleague of the Registration
/// Authority who has seen the owner's letter, so that a site can get its first sponsor (decisions.md §2).
/// </summary>
public sealed class SecondPeople(SponsorQueries sponsors, RoleHolders holders)
{
    private const int Most = 200;

    /// <summary>By organisation and name; never the actor or the person appointed.</summary>
    public async Task<IReadOnlyList<RoleHolder>> OfAsync(OdsCode organisation, Guid? appointed, Actor actor, CancellationToken ct) =>
    [
        .. (await sponsors.OfAsync(organisation, ct))
            .Concat(await holders.WhoCanAsync(RaFunction.AssignPosition, organisation, Most, ct))
            .Where(person => person.ProfileId != actor.ProfileId && person.ProfileId != appointed)
            .DistinctBy(person => person.ProfileId),
    ];
}
