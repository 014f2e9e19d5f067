using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation;

/// <summary>
/// The state variables of RFC 5280 §6.1.2. With policy mapping inhibited a node of the policy tree expects only itself, so each level
/// of the tree is a set, and the tree cannot grow (RFC 9618 §3 tells how it otherwise does).
/// </summary>
internal sealed class PathState
{
    public PathState(int length, PathRequirements requirements)
    {
        ExplicitPolicy = requirements.RequiresPolicy ? 0 : length + 1;
        InhibitAnyPolicy = length + 1;
        MaxPathLength = requirements.MostIntermediates;
    }

    /// <summary>valid_policy_tree, its lowest level: §6.1.2 (a) begins with anyPolicy.</summary>
    public HashSet<ObjectIdentifier> ValidPolicies { get; set; } = [Oids.AnyPolicy];

    /// <summary>permitted_subtrees and excluded_subtrees: §6.1.2 (b), (c).</summary>
    public NameSpace Names { get; } = new();

    /// <summary>§6.1.2 (d): at zero, a valid policy is required.</summary>
    public int ExplicitPolicy { get; set; }

    /// <summary>§6.1.2 (e).</summary>
    public int InhibitAnyPolicy { get; set; }

    /// <summary>§6.1.2 (k).</summary>
    public int MaxPathLength { get; set; }
}
