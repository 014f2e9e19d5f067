using CareIdentity.Kernel;

namespace CareIdentity.Access;

/// <summary>Rule 3 of decisions.md §2: nobody is Sponsor and RA Agent or ID Checker in one RA. Rules 1 and 2 live in <c>People/DutyLedger</c>.</summary>
public static class SeparationOfDuties
{
    private static readonly HashSet<RaRole> Granting = [RaRole.RaManager, RaRole.AdvancedRaAgent, RaRole.RaAgent, RaRole.IdChecker];

    /// <param name="held">Roles that the person has, each with the RA above its organisation.</param>
    /// <param name="wanted">Roles that the new position would add.</param>
    public static Refusal? Check(IReadOnlyCollection<RoleInRa> held, IReadOnlyCollection<RoleInRa> wanted)
    {
        var all = held.Concat(wanted).ToList();
        var sponsors = all.Where(r => r.Role is RaRole.Sponsor).Select(r => r.Ra).ToHashSet();
        return all.Exists(r => Granting.Contains(r.Role) && sponsors.Contains(r.Ra)) ? AccessRefusals.ConflictingRoles : null;
    }
}

/// <summary>A role, and the RA in which it counts (the organisation itself where no RA looks after it).</summary>
public sealed record RoleInRa(RaRole Role, OdsCode Ra);
