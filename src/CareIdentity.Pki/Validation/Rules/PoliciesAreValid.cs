using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Takes the policies one level down the tree.</summary>
internal sealed class PoliciesAreValid : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (d)–(f)";

    public string? Check(PathStep step)
    {
        var state = step.State;
        state.ValidPolicies = Descend(step, step.Tbs.Policies);
        // (f)
        return state.ExplicitPolicy > 0 || state.ValidPolicies.Count > 0 ? null : "No policy is valid for the whole path.";
    }

    private static HashSet<ObjectIdentifier> Descend(PathStep step, IReadOnlyList<ObjectIdentifier> asserted)
    {
        // (e): no certificatePolicies, no tree.
        var above = step.State.ValidPolicies;
        var anyAbove = above.Contains(Oids.AnyPolicy);
        // (d)(1): each policy asserted that is expected above, by itself or by anyPolicy.
        var below = asserted.Where(policy => !policy.Equals(Oids.AnyPolicy) && (anyAbove || above.Contains(policy))).ToHashSet();
        // (d)(2): anyPolicy asserted, while it counts, carries everything above down.
        if (asserted.Contains(Oids.AnyPolicy) && (step.State.InhibitAnyPolicy > 0 || (!step.IsTarget && step.Tbs.IsSelfIssued)))
        {
            below.UnionWith(above);
        }

        return below;
    }
}
