using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>One thing that access gives at one organisation: a job role, an activity or an area of work, by its code.</summary>
public readonly record struct AccessItem(OdsCode Organisation, string Code)
{
    /// <summary>Everything that these access profiles give, job roles among it.</summary>
    public static IReadOnlySet<AccessItem> Of(IEnumerable<NewAccessProfile> profiles, RbacReference rbac)
    {
        var items = new HashSet<AccessItem>();
        foreach (var profile in profiles)
        {
            items.Add(new AccessItem(profile.Organisation, profile.JobRole.Value));
            items.UnionWith(profile.AreasOfWork.Select(a => new AccessItem(profile.Organisation, a.Value)));
            items.UnionWith(rbac.Of(profile.JobRole, profile.AddedActivities).Select(a => new AccessItem(profile.Organisation, a.Code.Value)));
        }

        return items;
    }

    public string Name(RbacReference rbac) =>
        RCode.TryParse(Code, out var role) ? rbac.JobRoleName(role)
        : BCode.TryParse(Code, out var activity) ? rbac.ActivityName(activity)
        : AreaCode.TryParse(Code, out var area) ? rbac.AreaName(area)
        : Code;
}

/// <summary>What a change of access profiles gives and takes, before anybody's other positions are looked at.</summary>
public sealed record AccessDifference(IReadOnlySet<AccessItem> Gained, IReadOnlySet<AccessItem> Lost)
{
    public bool IsNothing => Gained.Count == 0 && Lost.Count == 0;

    public static AccessDifference Between(IEnumerable<NewAccessProfile> before, IEnumerable<NewAccessProfile> after, RbacReference rbac)
    {
        var (had, has) = (AccessItem.Of(before, rbac), AccessItem.Of(after, rbac));
        return new AccessDifference(has.Except(had).ToHashSet(), had.Except(has).ToHashSet());
    }
}
