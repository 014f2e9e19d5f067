using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A position that somebody is asked to be given.</summary>
/// <param name="WouldBeGiven">False where something else speaks against it, so that nothing after it reckons with it.</param>
internal sealed record ForeseenGrant(Guid ProfileId, Guid PositionId, DateOnly StartsOn, DateOnly? ExpiresOn, bool WouldBeGiven);

/// <summary>
/// What <see cref="AssignmentGranting"/> would answer to each of some, one after the other, but for the sides of whoever grants: in a few
/// statements for all of them, with nothing written. For pages that say beforehand what would be refused.
/// </summary>
public sealed class ForeseenGrants(CareIdentityDb db, Combinations combinations, RaPolicy policy, TimeProvider clock)
{
    /// <summary>By their order; null where nothing is known to speak against it.</summary>
    internal async Task<IReadOnlyList<Refusal?>> OfAsync(IReadOnlyList<ForeseenGrant> grants, CancellationToken ct)
    {
        var known = await LoadAsync(grants, ct);
        var combination = await combinations.ForManyAsync([.. known.Positions.Values.SelectMany(p => p.Terms), .. known.Terms.SelectMany(of => of)], ct);
        var before = new Dictionary<Guid, List<NewAccessProfile>>();
        var answers = new List<Refusal?>(grants.Count);
        foreach (var grant in grants)
        {
            var given = before.GetValueOrDefault(grant.ProfileId, []);
            var answer = Answer(grant, known, combination, given);
            answers.Add(answer);
            if (answer is null && grant.WouldBeGiven)
            {
                before[grant.ProfileId] = [.. given, .. known.Positions[grant.PositionId].Terms];
            }
        }

        return answers;
    }

    private Refusal? Answer(ForeseenGrant grant, Known known, CombinationsOfMany combination, IReadOnlyList<NewAccessProfile> before)
    {
        var position = known.Positions.GetValueOrDefault(grant.PositionId);
        var (today, theirs) = (clock.Today(), known.Held[grant.ProfileId].ToList());
        if (AssignmentRules.CheckAll(
            position, known.Profiles.GetValueOrDefault(grant.ProfileId), grant.StartsOn, grant.ExpiresOn, theirs.Find(a => a.PositionId == grant.PositionId), today, policy) is { } wrong)
        {
            return wrong;
        }

        var held = theirs.Where(a => a.ExpiresOn is null || a.ExpiresOn >= today).SelectMany(a => known.Terms[a.PositionId]).ToList();
        return combination.WouldRefuse(held, position!.Terms)
            ?? (combination.WouldRefuse([.. held, .. before], position.Terms) is { } together ? together with { Message = $"Once those above it are accepted: {together.Message}" } : null);
    }

    private async Task<Known> LoadAsync(IReadOnlyList<ForeseenGrant> grants, CancellationToken ct)
    {
        var (profiles, positions) = (grants.Select(g => g.ProfileId).Distinct().ToList(), grants.Select(g => g.PositionId).Distinct().ToList());
        var held = await db.PositionAssignments.AsNoTracking().Where(a => profiles.Contains(a.ProfileId) && a.RemovedAt == null).ToListAsync(ct);
        var theirs = held.Select(a => a.PositionId).Distinct().ToList();
        return new Known(
            await db.Profiles.AsNoTracking().Where(p => profiles.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct),
            await db.Positions.AsNoTracking().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).Where(p => positions.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct),
            held.ToLookup(a => a.ProfileId),
            (await db.AccessProfiles.AsNoTracking().Include(x => x.AddedActivities).Where(x => theirs.Contains(x.PositionId)).ToListAsync(ct)).ToLookup(x => x.PositionId, x => x.AsTerms()));
    }

    private sealed record Known(
        Dictionary<Guid, Profile> Profiles, Dictionary<Guid, Position> Positions, ILookup<Guid, PositionAssignment> Held, ILookup<Guid, NewAccessProfile> Terms);
}
