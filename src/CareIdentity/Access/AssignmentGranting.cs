using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>Who gives the position and who asked for it; both null only for what the service sets up itself.</summary>
internal sealed record GrantedBy(Guid? Granter, DutySide? GranterSide, Guid? Sponsor);

/// <summary>
/// The one way in which a position is given, whoever asks: by request, directly or in set-up. Adds the assignment and the duties to the
/// context; the verb around it authorises, records the event and saves.
/// </summary>
public sealed class AssignmentGranting(CareIdentityDb db, DutyLedger duties, Combinations combinations, RaPolicy policy, TimeProvider clock)
{
    internal async Task<Outcome<PositionAssignment>> GrantAsync(Guid profileId, Guid positionId, DateOnly startsOn, DateOnly? expiresOn, GrantedBy by, CancellationToken ct)
    {
        var profile = await db.Profiles.FindAsync([profileId], ct);
        var position = await db.Positions.Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).FirstOrDefaultAsync(p => p.Id == positionId, ct);
        var held = await db.PositionAssignments.FirstOrDefaultAsync(a => a.ProfileId == profileId && a.PositionId == positionId && a.RemovedAt == null, ct);
        if (AssignmentRules.CheckAll(position, profile, startsOn, expiresOn, held, clock.Today(), policy) is { } wrong)
        {
            return wrong;
        }

        if (await combinations.CheckAsync(profile!, position!.Terms, ct) is { } conflict)
        {
            return conflict;
        }

        if (await TakeDutiesAsync(profileId, by, ct) is { } refused)
        {
            return refused;
        }

        // Expired but never removed: it makes way, and stays in the history as ended.
        held?.Remove(clock.GetUtcNow());
        var assignment = PositionAssignment.Granted(profileId, positionId, startsOn, expiresOn, by, clock.GetUtcNow());
        db.PositionAssignments.Add(assignment);
        return assignment;
    }

    /// <summary>
    /// What <see cref="GrantAsync"/> would answer, but for the sides of whoever grants; nothing is written and nothing kept: for pages that show
    /// beforehand what would be refused.
    /// </summary>
    public async Task<Refusal?> WouldRefuseAsync(Guid profileId, Guid positionId, DateOnly startsOn, DateOnly? expiresOn, CancellationToken ct)
    {
        var profile = await db.Profiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == profileId, ct);
        var position = await db.Positions.AsNoTracking().Include(p => p.AccessProfiles).ThenInclude(a => a.AddedActivities).FirstOrDefaultAsync(p => p.Id == positionId, ct);
        var held = await db.PositionAssignments.AsNoTracking().FirstOrDefaultAsync(a => a.ProfileId == profileId && a.PositionId == positionId && a.RemovedAt == null, ct);
        return AssignmentRules.CheckAll(position, profile, startsOn, expiresOn, held, clock.Today(), policy) ?? await combinations.WouldRefuseAsync(profileId, position!.Terms, ct);
    }

    private async Task<Refusal?> TakeDutiesAsync(Guid profileId, GrantedBy by, CancellationToken ct)
    {
        if (by is { Granter: { } granter, GranterSide: { } side } && await duties.TakeAsync(profileId, granter, side, ct) is { } refusal)
        {
            return refusal;
        }

        return by.Sponsor is { } sponsor ? await duties.TakeAsync(profileId, sponsor, DutySide.Sponsor, ct) : null;
    }
}

/// <summary>Decisions over a position and the person who shall hold it.</summary>
internal static class AssignmentRules
{
    /// <summary>Everything that can be said before other access of the person is looked at: for one who is granted something and for each of many.</summary>
    public static Refusal? CheckAll(
        Position? position, Profile? profile, DateOnly startsOn, DateOnly? expiresOn, PositionAssignment? held, DateOnly today, RaPolicy policy) =>
        All(position, profile, startsOn, expiresOn, held, today, policy).FirstOrDefault();

    /// <summary>As above, every rule that is broken: for whoever puts a file right once.</summary>
    public static IEnumerable<Refusal> All(
        Position? position, Profile? profile, DateOnly startsOn, DateOnly? expiresOn, PositionAssignment? held, DateOnly today, RaPolicy policy)
    {
        if (OfPerson(profile) is { } wrong)
        {
            yield return wrong;
        }

        if (position is null || position.State is PositionState.Closed)
        {
            yield return AccessRefusals.PositionNotFound;
            yield break;
        }

        foreach (var day in Days(startsOn, expiresOn, today))
        {
            yield return day;
        }

        if (held is not null && (held.ExpiresOn is null || held.ExpiresOn >= today))
        {
            yield return AccessRefusals.AlreadyHeld;
        }

        if (profile is not null && position.Organisation == OdsCode.NationalLocumPharmacy)
        {
            foreach (var locum in Locum(profile, startsOn, expiresOn, policy))
            {
                yield return locum;
            }
        }
    }

    public static IEnumerable<Refusal> Days(DateOnly? startsOn, DateOnly? expiresOn, DateOnly today)
    {
        if (startsOn is null || startsOn < today)
        {
            yield return AccessRefusals.StartInPast;
        }

        if (expiresOn < startsOn)
        {
            yield return AccessRefusals.EndBeforeStart;
        }
    }

    private static Refusal? OfPerson(Profile? profile) =>
        profile is null ? ProfileRefusals.NotFound
        : profile.State is ProfileState.Closed ? ProfileRefusals.Closed(profile.FullName)
        : profile.State is not ProfileState.Verified ? ProfileRefusals.NotVerified(profile.FullName)
        : null;

    /// <summary>FFFFF: registered pharmacy staff only, at most 12 months (decisions.md §3).</summary>
    private static IEnumerable<Refusal> Locum(Profile profile, DateOnly startsOn, DateOnly? expiresOn, RaPolicy policy)
    {
        if (LocumScope.CheckRegister(profile.ProfessionalNumber?.Register) is { } notRegistered)
        {
            yield return notRegistered;
        }

        if (expiresOn is null || expiresOn > startsOn.AddMonths(policy.LocumMonths))
        {
            yield return AccessRefusals.LocumTooLong(policy.LocumMonths);
        }
    }
}
