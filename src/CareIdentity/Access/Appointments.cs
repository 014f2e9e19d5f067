using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>
/// Giving a position that makes somebody RA staff is an appointment: for RA Managers, and for the national Root RA Manager where it makes
/// an RA Manager (features.md row 55). Nobody appoints above their own level, nor dismisses.
/// </summary>
public sealed class Appointments(CareIdentityDb db, Authority authority, RbacReferenceSource reference, RaPolicy policy)
{
    private static readonly HashSet<RaRole> ByRaManagers =
        [RaRole.AdvancedRaAgent, RaRole.RaAgent, RaRole.IdChecker, RaRole.Sponsor, RaRole.LocalSmartcardAdministrator];

    /// <summary>
    /// Taking access away from a sponsor, an ID checker or an unlocker must not wait; agents and managers are dismissed by nobody below who appoints them.
    /// </summary>
    private static readonly HashSet<RaRole> EndedByRaManagers = [RaRole.AdvancedRaAgent, RaRole.RaAgent];

    private static readonly HashSet<RaRole> ByRootRaManagers = [RaRole.RootRaManager, RaRole.RaManager, RaRole.RbacAdministrator];

    /// <summary>Null where the position makes nobody RA staff, or the actor may appoint.</summary>
    public async Task<Refusal?> CheckAsync(Guid positionId, Actor actor, CancellationToken ct) =>
        await CheckAsync(await GivesAsync(positionId, ct), ByRaManagers, actor, ct);

    /// <summary>As above for what a position shall give.</summary>
    public Task<Refusal?> CheckAsync(IEnumerable<NewAccessProfile> accessProfiles, Actor actor, CancellationToken ct) =>
        CheckAsync(accessProfiles, ByRaManagers, actor, ct);

    /// <summary>Null where the position makes nobody RA staff above the actor, who may take such a position away.</summary>
    public async Task<Refusal?> CheckEndAsync(Guid positionId, Actor actor, CancellationToken ct) =>
        await CheckAsync(await GivesAsync(positionId, ct), EndedByRaManagers, actor, ct);

    private async Task<IEnumerable<NewAccessProfile>> GivesAsync(Guid positionId, CancellationToken ct) =>
        (await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => a.PositionId == positionId).ToListAsync(ct)).Select(a => a.AsTerms());

    private async Task<Refusal?> CheckAsync(IEnumerable<NewAccessProfile> accessProfiles, HashSet<RaRole> byRaManagers, Actor actor, CancellationToken ct)
    {
        var rbac = await reference.GetAsync(ct);
        foreach (var access in accessProfiles)
        {
            var activities = rbac.Of(access.JobRole, access.AddedActivities).Select(a => a.Code).ToHashSet();
            var roles = RaRoles.Of(access.JobRole, activities, OrganisationKind.Other, policy);
            var function = roles.Any(ByRootRaManagers.Contains) ? RaFunction.SetUpRaOrganisation
                : roles.Any(byRaManagers.Contains) ? RaFunction.AppointRaStaff
                : (RaFunction?)null;
            if (function is { } needed && await authority.CheckAsync(actor, needed, access.Organisation, ct) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }
}
