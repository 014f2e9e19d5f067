using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Access;

/// <summary>How near to each other the two halves must be held for a combination to be refused.</summary>
public enum RestrictionScope
{
    Organisation,

    /// <summary>One Registration Authority looks after both organisations.</summary>
    Authority,

    Anywhere,
}

/// <summary>Two things that one person may not hold together. Each half is the code of a job role or of an activity.</summary>
public sealed record Restriction(string Code, string First, string Second, RestrictionScope Scope, string Why)
{
    /// <summary>Rule 3 of decisions.md §2 as combinations, for reports. What refuses it is <see cref="SeparationOfDuties"/>, whatever policy says.</summary>
    public static readonly IReadOnlyList<Restriction> Fixed =
    [
        new("FIXED-RAM", BCode.Sponsor.Value, RCode.RaManager.Value, RestrictionScope.Authority, "Who asks for access must never be who grants it."),
        new("FIXED-RAA", BCode.Sponsor.Value, RCode.RaAgent.Value, RestrictionScope.Authority, "Who asks for access must never be who grants it."),
        new("FIXED-IDC", BCode.Sponsor.Value, BCode.IdChecker.Value, RestrictionScope.Authority, "Who asks for a registration must never be who checks the identity."),
    ];

    /// <summary>As events name it.</summary>
    public string Line => $"{Code}: {First} and {Second}, {Scope}";

    public static bool IsHalf(string code) => RCode.TryParse(code, out _) || BCode.TryParse(code, out _);
}

/// <summary>One row of the policy.</summary>
internal sealed class RestrictedCombination : IVersioned
{
    public required string Code { get; init; }

    public Guid Version { get; set; }

    public required string First { get; set; }

    public required string Second { get; set; }

    public required RestrictionScope Scope { get; set; }

    public required string Why { get; set; }

    public Restriction AsRestriction() => new(Code, First, Second, Scope, Why);

    public void Become(Restriction restriction) => (First, Second, Scope, Why) = (restriction.First, restriction.Second, restriction.Scope, restriction.Why);

    public static RestrictedCombination Of(Restriction restriction) =>
        new() { Code = restriction.Code, First = restriction.First, Second = restriction.Second, Scope = restriction.Scope, Why = restriction.Why };
}

internal sealed class RestrictedCombinationMapping : IEntityTypeConfiguration<RestrictedCombination>
{
    public void Configure(EntityTypeBuilder<RestrictedCombination> builder)
    {
        builder.ToTable("RestrictedCombinations");
        builder.HasKey(r => r.Code).RefusedAs(SaveRefusals.ChangedBySomeoneElse);
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.Property(r => r.First).HasMaxLength(5);
        builder.Property(r => r.Second).HasMaxLength(5);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasCheck("ck_restricted_combinations_two_codes", "first <> second");
    }
}

/// <summary>One access profile as the rules see it: where, under which Registration Authority, and everything it gives.</summary>
internal sealed record AccessHeld(OdsCode Organisation, OdsCode Ra, IReadOnlySet<string> Codes, IReadOnlySet<RaRole> Roles)
{
    public static AccessHeld Of(NewAccessProfile terms, IReadOnlyDictionary<OdsCode, OdsCode> ras, RbacReference rbac, RaPolicy policy)
    {
        var activities = rbac.Of(terms.JobRole, terms.AddedActivities).Select(a => a.Code).ToHashSet();
        return new AccessHeld(
            terms.Organisation,
            ras.GetValueOrDefault(terms.Organisation, terms.Organisation),
            activities.Select(a => a.Value).Append(terms.JobRole.Value).ToHashSet(),
            RaRoles.Of(terms.JobRole, activities, OrganisationKind.Other, policy));
    }
}

/// <summary>Whether access may stand beside other access: the fixed separation of duties first, then what policy restricts.</summary>
internal static class CombinationRules
{
    /// <summary>Only what <paramref name="wanted"/> takes part in is refused: what somebody has already is for the report.</summary>
    public static Refusal? Check(IReadOnlyList<Restriction> restrictions, IReadOnlyCollection<AccessHeld> held, IReadOnlyCollection<AccessHeld> wanted, RbacReference rbac)
    {
        if (SeparationOfDuties.Check(Roles(held), Roles(wanted)) is { } conflict && Roles(wanted).Count > 0)
        {
            return conflict;
        }

        var broken = restrictions.FirstOrDefault(r => wanted.Any(w => held.Concat(wanted).Any(other => Breaks(r, w, other) || Breaks(r, other, w))));
        return broken is null ? null : AccessRefusals.RestrictedCombination(broken, rbac);
    }

    /// <summary>Whether any rule names something of this: two who give such things to one person at once must not both succeed.</summary>
    public static bool Concerns(IReadOnlyList<Restriction> restrictions, IReadOnlyCollection<AccessHeld> wanted) =>
        wanted.Any(w => w.Roles.Count > 0 || restrictions.Any(r => w.Codes.Contains(r.First) || w.Codes.Contains(r.Second)));

    private static bool Breaks(Restriction restriction, AccessHeld first, AccessHeld second) =>
        first.Codes.Contains(restriction.First) && second.Codes.Contains(restriction.Second) && restriction.Scope switch
        {
            RestrictionScope.Organisation => first.Organisation == second.Organisation,
            RestrictionScope.Authority => first.Ra == second.Ra,
            _ => true,
        };

    private static List<RoleInRa> Roles(IEnumerable<AccessHeld> access) => [.. access.SelectMany(a => a.Roles.Select(role => new RoleInRa(role, a.Ra)))];
}
