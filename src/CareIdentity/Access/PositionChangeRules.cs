using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// What a change of a position may not do to the people who hold it. A change that gives more is a grant to each of them: never by one of
/// themselves, never approved by one of themselves, never made by somebody on a holder's sponsor side (decisions.md §2 rules 1, 2 and 4).
/// </summary>
public sealed class PositionChangeRules(CareIdentityDb db, OnePerson person, Combinations combinations, TimeProvider clock)
{
    internal async Task<Refusal?> CheckAsync(Position position, EditPositionRequest request, AccessDifference difference, Actor actor, CancellationToken ct)
    {
        if (request.ApprovedBy is { } approver)
        {
            if (!await db.Profiles.AnyAsync(p => p.Id == approver && p.State == ProfileState.Verified, ct))
            {
                return PositionRefusals.ApproverUnknown;
            }

            if (difference.Gained.Count > 0 && await HoldsAsync(position.Id, approver, ct))
            {
                return PositionRefusals.ApproverHoldsIt;
            }
        }

        return await HoldsAsync(position.Id, actor.ProfileId, ct) ? PositionRefusals.OwnPosition
            : difference.Gained.Count == 0 ? null
            : await SponsoredAsync(position.Id, actor, ct)
                ?? await combinations.CheckAsync(request.AccessProfiles, ct)
                ?? await combinations.CheckHoldersAsync(position.Id, position.Terms, request.AccessProfiles, ct);
    }

    /// <summary>Takes the agent's side for every holder where the change gives something; gives the holders whose access changes.</summary>
    internal async Task<IReadOnlyList<Guid>> TakeDutiesAsync(Guid position, AccessDifference difference, Actor actor, CancellationToken ct)
    {
        if (difference.IsNothing)
        {
            return [];
        }

        var holders = await Holding(position)
            .Select(a => new { a.ProfileId, Taken = db.Duties.Any(d => d.ProfileId == a.ProfileId && d.PersonId == actor.ProfileId) })
            .ToListAsync(ct);
        if (difference.Gained.Count > 0 && !actor.IsService)
        {
            var now = clock.GetUtcNow();
            db.Duties.AddRange(holders.Where(h => !h.Taken).Select(h => new Duty { ProfileId = h.ProfileId, PersonId = actor.ProfileId, Side = DutySide.Agent, Since = now }));
        }

        return [.. holders.Select(h => h.ProfileId)];
    }

    internal Task<bool> HoldsAsync(Guid position, Guid person, CancellationToken ct) => Holding(position).AnyAsync(a => a.ProfileId == person, ct);

    private async Task<Refusal?> SponsoredAsync(Guid position, Actor actor, CancellationToken ct)
    {
        var ids = await person.IdsAsync(actor.ProfileId, ct);
        var sponsored = await Holding(position).CountAsync(
            a => db.Profiles.Any(p => (p.Id == a.ProfileId || p.MergedInto == a.ProfileId)
                && db.Duties.Any(d => d.ProfileId == p.Id && ids.Contains(d.PersonId) && d.Side == DutySide.Sponsor)),
            ct);
        return sponsored > 0 ? PositionRefusals.YouSponsored(sponsored) : null;
    }

    private IQueryable<PositionAssignment> Holding(Guid position) => new HoldersBeside(db, clock).Holding(position);
}
