using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Giving a position that makes somebody RA staff is an appointment: for RA Managers, and for the national Root RA Manager where it makes
/// an RA Manager (features.md row 55). Nobody appoints above their own level.
/// </summary>
public sealed class Appointments(CareIdentityDb db, Authority authority, RbacReferenceSource reference, RaPolicy policy)
{
    private static readonly HashSet<RaRole> ByRaManagers =
        [RaRole.AdvancedRaAgent, RaRole.RaAgent, RaRole.IdChecker, RaRole.Sponsor, RaRole.LocalSmartcardAdministrator];

    private static readonly HashSet<RaRole> ByRootRaManagers = [RaRole.RootRaManager, RaRole.RaManager, RaRole.RbacAdministrator];

    /// <summary>Null where the position makes nobody RA staff, or the actor may appoint.</summary>
    public async Task<Refusal?> CheckAsync(Guid positionId, Actor actor, CancellationToken ct)
    {
        var accessProfiles = await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => a.PositionId == positionId).ToListAsync(ct);
        return await CheckAsync(accessProfiles.Select(a => a.AsTerms()), actor, ct);
    }

    /// <summary>As above for what a position shall give.</summary>
    public async Task<Refusal?> CheckAsync(IEnumerable<NewAccessProfile> accessProfiles, Actor actor, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        foreach (var access in accessProfiles)
        {
            var activities = rbac.Of(access.JobRole, access.AddedActivities).Select(a => a.Code).ToHashSet();
            var roles = RaRoles.Of(access.JobRole, activities, OrganisationKind.Other, policy);
            var function = roles.Any(ByRootRaManagers.Contains) ? RaFunction.SetUpRaOrganisation
                : roles.Any(ByRaManagers.Contains) ? RaFunction.AppointRaStaff
                : (RaFunction?)null;
            if (function is { } needed && await authority.CheckAsync(actor, needed, access.Organisation, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
