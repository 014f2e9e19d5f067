using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// What a change of a position may not do to the people who hold it or one that includes it. A change that gives more is a grant to each of
/// them: never by one of themselves, never approved by one of themselves, never made by somebody on a holder's sponsor side (decisions.md §2
/// rules 1, 2 and 4).
/// </summary>
public sealed class PositionChangeRules(CareIdentityDb db, OnePerson person, Combinations combinations, TimeProvider clock)
{
    internal async Task<Refusal?> CheckAsync(PositionReach reach, EditPositionRequest request, Actor actor, CancellationToken ct)
    {
        if (request.ApprovedBy is { } approver)
        {
            if (!await db.Profiles.AnyAsync(p => p.Id == approver && p.State == ProfileState.Verified, ct))
            {
                return PositionRefusals.ApproverUnknown;
            }

            if (reach.Gives && await HoldsAsync(reach, approver, ct))
            {
                return PositionRefusals.ApproverHoldsIt;
            }
        }

        if (await HoldsAsync(reach, actor.ProfileId, ct))
        {
            return PositionRefusals.OwnPosition;
        }

        if (!reach.Gives)
        {
            return null;
        }

        if (await SponsoredAsync(reach, actor, ct) is { } sponsored)
        {
            return sponsored;
        }

        foreach (var reached in reach.All.Where(r => r.Difference.Gained.Count > 0))
        {
            if (await combinations.CheckAsync(reached.TermsAfter, ct) is { } restricted)
            {
                return restricted;
            }
        }

        return await combinations.CheckHoldersAsync(reach, ct);
    }

    /// <summary>Takes the agent's side for every holder where the change gives something; gives the holders whose access changes.</summary>
    internal async Task<IReadOnlyList<Guid>> TakeDutiesAsync(PositionReach reach, Actor actor, CancellationToken ct)
    {
        if (reach.IsNothing)
        {
            return [];
        }

        var holders = await Holding(reach)
            .Select(a => new { a.ProfileId, Taken = db.Duties.Any(d => d.ProfileId == a.ProfileId && d.PersonId == actor.ProfileId) })
            .Distinct()
            .ToListAsync(ct);
        if (reach.Gives && !actor.IsService)
        {
            var now = clock.GetUtcNow();
            db.Duties.AddRange(holders.Where(h => !h.Taken).Select(h => new Duty { ProfileId = h.ProfileId, PersonId = actor.ProfileId, Side = DutySide.Agent, Since = now }));
        }

        return [.. holders.Select(h => h.ProfileId)];
    }

    private Task<bool> HoldsAsync(PositionReach reach, Guid person, CancellationToken ct) => Holding(reach).AnyAsync(a => a.ProfileId == person, ct);

    private async Task<Refusal?> SponsoredAsync(PositionReach reach, Actor actor, CancellationToken ct)
    {
        var ids = await person.IdsAsync(actor.ProfileId, ct);
        var sponsored = await Holding(reach)
            .Where(a => db.Profiles.Any(p => (p.Id == a.ProfileId || p.MergedInto == a.ProfileId)
                && db.Duties.Any(d => d.ProfileId == p.Id && ids.Contains(d.PersonId) && d.Side == DutySide.Sponsor)))
            .Select(a => a.ProfileId)
            .Distinct()
            .CountAsync(ct);
        return sponsored > 0 ? PositionRefusals.YouSponsored(sponsored) : null;
    }

    private IQueryable<PositionAssignment> Holding(PositionReach reach) => new HoldersBeside(db, clock).Holding(reach.Ids);
}
