using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.People;

/// <summary>Separation of duties over the whole history of one profile. Every verb that exercises a duty takes its side here, in its own commit.</summary>
public sealed class DutyLedger(CareIdentityDb db, TimeProvider clock)
{
    /// <summary>Writes or confirms the side; gives the refusal where the person has taken another. A race is settled by the key, at save.</summary>
    public async Task<Refusal?> TakeAsync(Guid profileId, Guid personId, DutySide side, CancellationToken ct)
    {
        var taken = db.Duties.Local.FirstOrDefault(d => d.ProfileId == profileId && d.PersonId == personId)
            ?? await db.Duties.FirstOrDefaultAsync(d => d.ProfileId == profileId && d.PersonId == personId, ct);
        if (Decide(profileId, personId, taken?.Side, side) is { } refusal)
        {
            return refusal;
        }

        if (taken is null)
        {
            db.Duties.Add(new Duty { ProfileId = profileId, PersonId = personId, Side = side, Since = clock.GetUtcNow() });
        }

        return null;
    }

    /// <summary>What <see cref="TakeAsync"/> would answer, writing nothing: for pages that show beforehand what would be refused.</summary>
    public async Task<Refusal?> WouldRefuseAsync(Guid profileId, Guid personId, DutySide side, CancellationToken ct)
    {
        var taken = await db.Duties.AsNoTracking()
            .Where(d => d.ProfileId == profileId && d.PersonId == personId)
            .Select(d => (DutySide?)d.Side)
            .FirstOrDefaultAsync(ct);
        return Decide(profileId, personId, taken, side);
    }

    internal static Refusal? Decide(Guid profileId, Guid personId, DutySide? taken, DutySide wanted) => (taken, wanted) switch
    {
        (_, not DutySide.Subject) when profileId == personId => ProfileRefusals.OwnProfile,
        (null, _) => null,
        (DutySide.Sponsor, DutySide.Agent) => ProfileRefusals.SponsorIsNotAgent,
        (DutySide.Agent, DutySide.Sponsor) => ProfileRefusals.AgentIsNotSponsor,
        (DutySide.Subject, not DutySide.Subject) => ProfileRefusals.OwnProfile,
        _ => null,
    };
}
