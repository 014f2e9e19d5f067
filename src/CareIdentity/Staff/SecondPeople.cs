using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Staff;

/// <summary>
/// Who can be the second person of an appointment: a sponsor of the organisation who asks for it, or a colleague of the Registration
/// Authority who has seen the owner's letter, so that a site can get its first sponsor (decisions.md §2). Never the actor or the person appointed.
/// </summary>
public sealed class SecondPeople(RoleHolders holders)
{
    /// <summary>By organisation and name.</summary>
    public async Task<OfferedPeople> OfferAsync(OdsCode organisation, Guid appointed, string? find, Guid? chosen, Actor actor, CancellationToken ct)
    {
        var choice = new PersonChoice { Find = find, Chosen = chosen, Except = [actor.ProfileId, appointed] };
        return OfferedPeople.Of(
            await OfAsync(organisation, choice.Found, OfferedPeople.Read, ct), chosen is null ? [] : await OfAsync(organisation, choice.AlreadyChosen, 1, ct));
    }

    internal async Task<bool> IsOneAsync(OdsCode organisation, Guid appointed, Guid person, Actor actor, CancellationToken ct) =>
        person != actor.ProfileId && person != appointed && (await OfAsync(organisation, people => people.Where(p => p.Id == person), 1, ct)).Count > 0;

    private async Task<IReadOnlyList<RoleHolder>> OfAsync(OdsCode organisation, Func<IQueryable<Profile>, IQueryable<Profile>> among, int take, CancellationToken ct) =>
    [
        .. await holders.HoldersAsync(RaRole.Sponsor, organisation, among, take, ct),
        .. await holders.WhoCanAsync(RaFunction.AssignPosition, organisation, among, take, ct),
    ];
}
