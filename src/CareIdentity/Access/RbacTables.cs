namespace CareIdentity.Access;

/// <summary>The five tables of the national role-based access control as a set that belongs together: every code that a row names is there.</summary>
internal sealed record RbacTables
{
    /// <summary>Local codes of this service, for which no national ones are published (decisions.md §1). They are there whatever a file says.</summary>
    public static readonly IReadOnlyDictionary<BCode, string> LocalActivities = new Dictionary<BCode, string>
    {
        [BCode.AdvancedRaAgent] = "RA Agent (Advanced)",
        [BCode.LocalSmartcardAdministrator] = "Local Smartcard Administrator",
    };

    public required IReadOnlyDictionary<RCode, string> JobRoles { get; init; }

    /// <summary>The name is empty where only the number is known.</summary>
    public required IReadOnlyDictionary<BCode, string> Activities { get; init; }

    /// <summary>Null where nothing is said of them, and what is known stays.</summary>
    public IReadOnlyDictionary<AreaCode, string>? AreasOfWork { get; init; }

    public required IReadOnlySet<(BCode Activity, BCode Includes)> Inclusions { get; init; }

    public required IReadOnlySet<(RCode JobRole, BCode Activity)> Baseline { get; init; }
}
