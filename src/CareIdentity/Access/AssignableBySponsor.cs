using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>What a sponsor does without an agent about a position that two other people approved as assignable by sponsors (decisions.md §2 rule 1).</summary>
public sealed class AssignableBySponsor(CareIdentityDb db, Authority authority, PositionReaches reaches, OnePerson person)
{
    /// <summary>For pages, which offer it.</summary>
    public async Task<bool> IsForAsync(Guid positionId, Actor actor, CancellationToken ct) =>
        await db.Positions.AsNoTracking().FirstOrDefaultAsync(p => p.Id == positionId, ct) is { } position
        && await WhyNotAsync(position, actor, AccessRefusals.PositionNotFound, ct) is null;

    /// <param name="asAgent">Why the actor may not as an agent.</param>
    internal async Task<Refusal?> WhyNotAsync(Position position, Actor actor, Refusal asAgent, CancellationToken ct) =>
        !position.AssignableBySponsors
        || position.Organisation == OdsCode.NationalLocumPharmacy
        || await authority.CheckAsync(actor, RaFunction.AssignAssignablePosition, position.Organisation, ct) is not null ? asAgent
        : await reaches.WasMadeByAsync(position, [.. await person.IdsAsync(actor.ProfileId, ct)], ct) ? PositionRefusals.MakerMayNotGive
        : null;
}
