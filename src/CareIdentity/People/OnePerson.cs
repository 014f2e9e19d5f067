using CareIdentity.Data;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>
/// The profiles of one person: history stays with the profile under which it happened, so whoever reads a history, or asks whether somebody
/// did something, asks for all of them.
/// </summary>
public sealed class OnePerson(CareIdentityDb db)
{
    /// <summary>The profile itself, and those that were merged into it.</summary>
    public async Task<IReadOnlyList<Guid>> IdsAsync(Guid profileId, CancellationToken ct) =>
        [profileId, .. await db.Profiles.AsNoTracking().Where(p => p.MergedInto == profileId).Select(p => p.Id).OrderBy(id => id).ToListAsync(ct)];
}
