using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Asks for a person, or for all holders of a position at once, whether access may stand beside what they have. Below every way in which
/// access is given: granting, whoever grants, and changing a position.
/// </summary>
public sealed class Combinations(CareIdentityDb db, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    private const int MostRestrictions = 500;
    private const int NamesShown = 3;

    public async Task<IReadOnlyList<Restriction>> RestrictionsAsync(CancellationToken ct) =>
        [.. (await db.RestrictedCombinations.AsNoTracking().OrderBy(r => r.Code).Take(MostRestrictions).ToListAsync(ct)).Select(r => r.AsRestriction())];

    /// <summary>Null where this person may have it. Where a rule names any of it, the person's row is part of the caller's commit, so that of two at once one is refused.</summary>
    internal async Task<Refusal?> CheckAsync(People.Profile profile, IReadOnlyList<NewAccessProfile> wanted, CancellationToken ct)
    {
        var held = await HeldAsync(profile.Id, ct);
        return (await ForManyAsync([.. held, .. wanted], ct)).Check(db.Entry(profile), held, wanted);
    }

    /// <summary>What is answered above, with nothing left in anybody's commit.</summary>
    internal async Task<Refusal?> WouldRefuseAsync(Guid profileId, IReadOnlyList<NewAccessProfile> wanted, CancellationToken ct)
    {
        var held = await HeldAsync(profileId, ct);
        return (await ForManyAsync([.. held, .. wanted], ct)).WouldRefuse(held, wanted);
    }

    /// <summary>As above for many at once: what is needed of the database for any of these terms is read beforehand.</summary>
    internal async Task<CombinationsOfMany> ForManyAsync(IReadOnlyList<NewAccessProfile> terms, CancellationToken ct) =>
        new(await RestrictionsAsync(ct), await reference.GetAsync(ct), await RasOfAsync(Organisations(terms), ct), policy);

    /// <summary>Null where it may be a position as such.</summary>
    internal async Task<Refusal?> CheckAsync(IReadOnlyList<NewAccessProfile> wanted, CancellationToken ct)
    {
        var (restrictions, rbac) = (await RestrictionsAsync(ct), await reference.GetAsync(ct));
        return CombinationRules.Check(restrictions, [], Access(wanted, await RasOfAsync(Organisations(wanted), ct), rbac), rbac);
    }

    /// <summary>Null where every holder of a position that a change reaches may have what it shall give beside what else they hold. What is refused already before the change is for the report.</summary>
    internal async Task<Refusal?> CheckHoldersAsync(PositionReach reach, CancellationToken ct)
    {
        var beside = new HoldersBeside(db, clock);
        var pairs = await beside.PairsAsync([.. reach.All.Where(r => r.Difference.Gained.Count > 0).Select(r => r.Id)], ct);
        if (pairs.Count == 0)
        {
            return null;
        }

        var (restrictions, rbac) = (await RestrictionsAsync(ct), await reference.GetAsync(ct));
        var before = await beside.TermsAsync([.. pairs.SelectMany(pair => new[] { pair.Position, pair.Other }).Distinct()], ct);
        var after = new Dictionary<Guid, IReadOnlyList<NewAccessProfile>>(before);
        foreach (var reached in reach.All)
        {
            after[reached.Id] = reached.TermsAfter;
        }

        var ras = await RasOfAsync(Organisations(before.Values.Concat(after.Values).SelectMany(terms => terms)), ct);
        foreach (var (position, other) in pairs)
        {
            if (Check(before, position, other) is null && Check(after, position, other) is { } refusal)
            {
                return await NamedAsync(beside, position, other, refusal, ct);
            }
        }

        return null;

        Refusal? Check(Dictionary<Guid, IReadOnlyList<NewAccessProfile>> terms, Guid position, Guid other) =>
            CombinationRules.Check(restrictions, Access(terms.GetValueOrDefault(other, []), ras, rbac), Access(terms.GetValueOrDefault(position, []), ras, rbac), rbac);
    }

    private async Task<List<NewAccessProfile>> HeldAsync(Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        var held = await db.PositionAssignments
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Join(db.AccessProfiles.Include(x => x.AddedActivities), a => a.PositionId, x => x.PositionId, (a, x) => x)
            .AsNoTracking()
            .ToListAsync(ct);
        return held.ConvertAll(a => a.AsTerms());
    }

    private async Task<Refusal> NamedAsync(HoldersBeside beside, Guid position, Guid other, Refusal refusal, CancellationToken ct)
    {
        var both = beside.Holding(position).Where(h => beside.Held().Any(o => o.ProfileId == h.ProfileId && o.PositionId == other));
        var names = await both
            .Join(db.Profiles, h => h.ProfileId, p => p.Id, (h, p) => p)
            .OrderBy(p => p.SortName).ThenBy(p => p.Id)
            .Take(NamesShown)
            .Select(p => p.GivenName + " " + p.FamilyName)
            .ToListAsync(ct);
        var number = await both.CountAsync(ct);
        var more = number > names.Count ? $" and {number - names.Count} more" : "";
        return refusal with { Message = $"{refusal.Message} The change would make it so for {string.Join(", ", names)}{more}.", Next = "Remove the other position from these people first, or make a new position." };
    }

    /// <summary>The nearest Registration Authority of each organisation, in one statement; those without one are not in it.</summary>
    internal async Task<IReadOnlyDictionary<OdsCode, OdsCode>> RasOfAsync(IEnumerable<OdsCode> of, CancellationToken ct)
    {
        var organisations = of.Distinct().ToList();
        var above = await db.OrganisationAncestors.AsNoTracking()
            .Where(a => organisations.Contains(a.Organisation))
            .Join(db.Organisations.Where(o => o.Kind == OrganisationKind.RegistrationAuthority), a => a.Ancestor, o => o.Code, (a, o) => new { a.Organisation, a.Depth, Ra = o.Code })
            .ToListAsync(ct);
        return above.GroupBy(a => a.Organisation).ToDictionary(group => group.Key, group => group.MinBy(a => a.Depth)!.Ra);
    }

    private static IEnumerable<OdsCode> Organisations(IEnumerable<NewAccessProfile> terms) => terms.Select(t => t.Organisation);

    private List<AccessHeld> Access(IEnumerable<NewAccessProfile> terms, IReadOnlyDictionary<OdsCode, OdsCode> ras, RbacReference rbac) =>
        [.. terms.Select(t => AccessHeld.Of(t, ras, rbac, policy))];
}
