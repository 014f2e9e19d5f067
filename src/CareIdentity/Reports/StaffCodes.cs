using CareIdentity.Access;
using CareIdentity.Kernel;

namespace CareIdentity.Reports;

/// <summary>By which job roles and added activities somebody has a role at a site: sponsor, ID checker, unlocker.</summary>
internal sealed record StaffCodes(IReadOnlyList<RCode> Jobs, IReadOnlyList<BCode> Activities)
{
    public static StaffCodes Giving(RbacReference rbac, params BCode[] wanted) => new(
        [.. wanted.SelectMany(rbac.JobRolesGiving).Distinct()],
        [.. wanted.SelectMany(rbac.Giving).Distinct()]);
}
