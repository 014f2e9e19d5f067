using CareIdentity.Kernel;
using CareIdentity.Organisations;

namespace CareIdentity.Access;

/// <summary>The roles of the Registration Authority (decisions.md §1). Held through a position, never as a flag on a person.</summary>
public enum RaRole
{
    RootRaManager,
    RaManager,
    AdvancedRaAgent,
    RaAgent,
    IdChecker,
    Sponsor,
    LocalSmartcardAdministrator,
    PharmacyUnlocker,
    Auditor,
    RbacAdministrator,
}

/// <summary>How far a role reaches from the organisation of its access profile.</summary>
public enum RoleReach
{
    Everywhere,

    /// <summary>The organisation and every one below it in the RA tree.</summary>
    Tree,

    /// <summary>That organisation only.</summary>
    Organisation,
}

public static class RaRoles
{
    /// <summary>The roles that one access profile gives, from its job role and everything it lets a person do.</summary>
    public static IReadOnlySet<RaRole> Of(RCode jobRole, IReadOnlySet<BCode> activities, OrganisationKind organisation, RaPolicy policy)
    {
        var roles = new HashSet<RaRole>();
        if (jobRole == RCode.RootRaManager)
        {
            roles.Add(RaRole.RootRaManager);
        }

        if (jobRole == RCode.RaManager)
        {
            roles.Add(RaRole.RaManager);
        }

        if (jobRole == RCode.RaAgent)
        {
            roles.Add(activities.Contains(BCode.AdvancedRaAgent) ? RaRole.AdvancedRaAgent : RaRole.RaAgent);
        }

        if (jobRole == RCode.AuditManager || jobRole == RCode.PrivacyOfficer)
        {
            roles.Add(RaRole.Auditor);
        }

        if (jobRole == RCode.RbacAttributeAdministrator || jobRole == RCode.RbacBaselineAdministrator)
        {
            roles.Add(RaRole.RbacAdministrator);
        }

        if (activities.Contains(BCode.IdChecker))
        {
            roles.Add(RaRole.IdChecker);
        }

        if (activities.Contains(BCode.Sponsor))
        {
            roles.Add(RaRole.Sponsor);
        }

        if (activities.Contains(BCode.LocalSmartcardAdministrator))
        {
            roles.Add(RaRole.LocalSmartcardAdministrator);
        }

        if (policy.PharmacistsMayUnlock
            && organisation is OrganisationKind.Pharmacy
            && (activities.Contains(BCode.PerformPharmacyActivities) || activities.Contains(BCode.ManagePharmacyActivities)))
        {
            roles.Add(RaRole.PharmacyUnlocker);
        }

        return roles;
    }

    public static RoleReach Reach(this RaRole role) => role switch
    {
        RaRole.RootRaManager or RaRole.RbacAdministrator => RoleReach.Everywhere,
        RaRole.RaManager or RaRole.AdvancedRaAgent or RaRole.RaAgent or RaRole.Auditor => RoleReach.Tree,
        _ => RoleReach.Organisation,
    };

    /// <summary>Appointed roles need recorded training; a pharmacist unlocks as part of the job and an auditor only reads.</summary>
    public static bool NeedsTraining(this RaRole role) =>
        role is not (RaRole.PharmacyUnlocker or RaRole.Auditor or RaRole.RbacAdministrator);

    /// <summary>As people call it.</summary>
    public static string Name(this RaRole role) => role switch
    {
        RaRole.RootRaManager => "Root RA Manager",
        RaRole.RaManager => "RA Manager",
        RaRole.AdvancedRaAgent => "RA Agent (Advanced)",
        RaRole.RaAgent => "RA Agent",
        RaRole.IdChecker => "RA ID Checker",
        RaRole.Sponsor => "Sponsor",
        RaRole.LocalSmartcardAdministrator => "Local Smartcard Administrator",
        RaRole.PharmacyUnlocker => "Pharmacy staff who unlock",
        RaRole.Auditor => "Auditor",
        RaRole.RbacAdministrator => "National RBAC administrator",
        _ => role.ToString(),
    };
}
