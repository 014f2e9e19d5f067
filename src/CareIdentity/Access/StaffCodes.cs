using CareIdentity.Kernel;
using CareIdentity.Organisations;

namespace CareIdentity.Access;

/// <summary>By which job roles and added activities somebody has a role of the Registration Authority: for statements that find them in the database.</summary>
internal sealed record StaffCodes(IReadOnlyList<RCode> Jobs, IReadOnlyList<BCode> Activities)
{
    public static StaffCodes Giving(RbacReference rbac, params BCode[] wanted) => new(
        [.. wanted.SelectMany(rbac.JobRolesGiving).Distinct()],
        [.. wanted.SelectMany(rbac.Giving).Distinct()]);

    /// <summary>Every role that is appointed and trained for: <see cref="RaRoles.NeedsTraining"/>.</summary>
    public static StaffCodes Appointed(RbacReference rbac)
    {
        var codes = Giving(rbac, BCode.Sponsor, BCode.IdChecker, BCode.LocalSmartcardAdministrator);
        return codes with { Jobs = [RCode.RootRaManager, RCode.RaManager, RCode.RaAgent, .. codes.Jobs] };
    }

    /// <summary>The appointed roles among those that access profiles give.</summary>
    public static IReadOnlySet<RaRole> AppointedRoles(RbacReference rbac, IEnumerable<NewAccessProfile> accessProfiles, RaPolicy policy) =>
        accessProfiles
            .SelectMany(access => RaRoles.Of(access.JobRole, rbac.Of(access.JobRole, access.AddedActivities).Select(a => a.Code).ToHashSet(), OrganisationKind.Other, policy))
            .Where(role => role.NeedsTraining())
            .ToHashSet();
}
