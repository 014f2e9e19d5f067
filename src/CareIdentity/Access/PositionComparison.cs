using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>What one of two positions gives, and what the other: the reason where it does, null where it does not.</summary>
/// <param name="Where">Null where it is the position's own organisation, which may be another one for each.</param>
public sealed record ComparedItem(string Code, string Name, OdsCode? Where, AccessReason? First, AccessReason? Second);

/// <summary>Why a position gives something: the access profile, and the activity with its source; null for the job role itself.</summary>
public sealed record AccessReason(AccessProfileView From, EffectiveActivity? Activity);

/// <summary>Two positions side by side. Each one's own organisation counts as the same place, so that one job at two sites can be compared.</summary>
public static class PositionComparison
{
    /// <summary>Job roles first, then activities, by code.</summary>
    public static IReadOnlyList<ComparedItem> Of(PositionView first, PositionView second, RbacReference rbac)
    {
        var (one, other) = (Reasons(first), Reasons(second));
        return
        [
            .. one.Keys.Union(other.Keys)
                .OrderByDescending(key => key.Code[0] == 'R').ThenBy(key => key.Code, StringComparer.Ordinal).ThenBy(key => key.Where?.Value, StringComparer.Ordinal)
                .Select(key => new ComparedItem(key.Code, new AccessItem(first.Organisation, key.Code).Name(rbac), key.Where, one.GetValueOrDefault(key), other.GetValueOrDefault(key))),
        ];
    }

    private static Dictionary<(OdsCode? Where, string Code), AccessReason> Reasons(PositionView position)
    {
        var reasons = new Dictionary<(OdsCode?, string), AccessReason>();
        foreach (var access in position.AccessProfiles)
        {
            var where = access.Organisation == position.Organisation ? null : access.Organisation;
            reasons.TryAdd((where, access.JobRole.Value), new AccessReason(access, null));
            foreach (var area in access.AreasOfWork)
            {
                reasons.TryAdd((where, area.Code.Value), new AccessReason(access, null));
            }

            foreach (var activity in access.Activities)
            {
                reasons.TryAdd((where, activity.Code.Value), new AccessReason(access, activity));
            }
        }

        return reasons;
    }
}
