using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace CareIdentity.Access;

/// <summary>Whether access may stand beside other access, with everything at hand that the rules need.</summary>
internal sealed class CombinationsOfMany(IReadOnlyList<Restriction> restrictions, RbacReference rbac, IReadOnlyDictionary<OdsCode, OdsCode> ras, RaPolicy policy)
{
    /// <summary>Where a rule names any of it, the person's row is part of the caller's commit, so that of two at once one is refused.</summary>
    public Refusal? Check(EntityEntry<Profile> profile, IReadOnlyList<NewAccessProfile> held, IReadOnlyList<NewAccessProfile> wanted)
    {
        var access = Access(wanted);
        if (CombinationRules.Concerns(restrictions, access))
        {
            profile.Property(p => p.Version).IsModified = true;
        }

        return CombinationRules.Check(restrictions, Access(held), access, rbac);
    }

    public Refusal? WouldRefuse(IReadOnlyList<NewAccessProfile> held, IReadOnlyList<NewAccessProfile> wanted) => CombinationRules.Check(restrictions, Access(held), Access(wanted), rbac);

    private List<AccessHeld> Access(IEnumerable<NewAccessProfile> terms) => [.. terms.Select(t => AccessHeld.Of(t, ras, rbac, policy))];
}
