using CareIdentity.Access;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.SignIn;

/// <summary>The roles that a person holds today.</summary>
public sealed class RoleQueries(CareIdentityDb db, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    /// <summary>More than anybody holds; bounds the page.</summary>
    private const int Most = 500;

    /// <summary>Roles of the Registration Authority first, then by organisation and position.</summary>
    public async Task<RoleChoices> ChoicesAsync(Guid profileId, CancellationToken ct)
    {
        var today = clock.Today();
        var rows = await db.PositionAssignments.AsNoTracking()
            .Where(a => a.ProfileId == profileId && a.RemovedAt == null && a.StartsOn <= today && (a.ExpiresOn == null || a.ExpiresOn >= today))
            .Where(a => db.Profiles.Any(p => p.Id == profileId && p.State == ProfileState.Verified))
            .Join(db.Positions.Where(p => p.State == PositionState.Open), a => a.PositionId, p => p.Id, (a, p) => new { a.Id, p.Name, PositionId = p.Id })
            .Join(db.AccessProfiles, x => x.PositionId, x => x.PositionId, (x, access) => new { x.Id, x.Name, Access = access })
            .Join(db.Organisations.Where(o => o.ClosedHereAt == null), x => x.Access.Organisation, o => o.Code, (x, organisation) => new
            {
                AssignmentId = x.Id,
                x.Name,
                AccessProfileId = x.Access.Id,
                x.Access.JobRole,
                Added = x.Access.AddedActivities.Select(a => a.Activity).ToList(),
                organisation.Code,
                OrganisationName = organisation.Name,
                organisation.Kind,
            })
            .OrderBy(x => x.AssignmentId).ThenBy(x => x.AccessProfileId)
            .Take(Most)
            .ToListAsync(ct);

        var rbac = await reference.GetAsync(ct);
        return new RoleChoices(
        [
            .. rows
                .Select(row =>
                {
                    var activities = rbac.Of(row.JobRole, row.Added).Select(a => a.Code).ToHashSet();
                    // Unlocking comes with the job in a pharmacy; nobody acts as an unlocker.
                    var roles = RaRoles.Of(row.JobRole, activities, row.Kind, policy).Where(role => role is not RaRole.PharmacyUnlocker).Order().Select(role => role.Name()).ToList();
                    return new RoleChoice(
                        row.AssignmentId, row.AccessProfileId, row.Name, row.Code, row.OrganisationName, row.JobRole.Value, rbac.JobRoleName(row.JobRole), roles);
                })
                .OrderBy(choice => choice.RaRoles.Count == 0)
                .ThenBy(choice => choice.OrganisationName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(choice => choice.PositionName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(choice => choice.AccessProfileId),
        ]);
    }
}
