using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Access;

/// <summary>A role of the Registration Authority that a position would give somebody, and until when their training for it counts; null: none does.</summary>
public sealed record RoleToCome(RaRole Role, DateOnly? TrainedUntil);

/// <summary>What a position would make of a person: roles that work only with a letter, an agreement and training.</summary>
public sealed class RolesOfPosition(CareIdentityDb db, RbacReferenceSource reference, RaPolicy policy, TimeProvider clock)
{
    /// <summary>Empty where the position makes nobody RA staff.</summary>
    public async Task<IReadOnlyList<RoleToCome>> OfAsync(Guid positionId, Guid profileId, CancellationToken ct)
    {
        var gives = await db.AccessProfiles.AsNoTracking().Include(a => a.AddedActivities).Where(a => a.PositionId == positionId).ToListAsync(ct);
        var roles = StaffCodes.AppointedRoles(await reference.GetAsync(ct), gives.Select(a => a.AsTerms()), policy);
        if (roles.Count == 0)
        {
            return [];
        }

        var trained = await StaffStanding.Trained(db, clock.Today()).AsNoTracking().Where(t => t.ProfileId == profileId).Select(t => new { t.Role, t.ExpiresOn }).ToListAsync(ct);
        return [.. roles.Order().Select(role => new RoleToCome(role, trained.Where(t => t.Role == role).Max(t => (DateOnly?)t.ExpiresOn)))];
    }
}
