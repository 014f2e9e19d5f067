using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>explicit_policy and inhibit_anyPolicy fall by one for each authority that is not self-issued, and to what an extension asks.</summary>
internal sealed class PolicyCountersRunDown : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (h)–(j), §4.2.1.11";

    public string? Check(PathStep step)
    {
        var (tbs, state) = (step.Tbs, step.State);
        // (h); the anchor is not part of the path, so it does not count.
        if (!tbs.IsSelfIssued && !step.IsAnchor)
        {
            state.ExplicitPolicy = Math.Max(0, state.ExplicitPolicy - 1);
            state.InhibitAnyPolicy = Math.Max(0, state.InhibitAnyPolicy - 1);
        }

        // (i)
        if (tbs.TryFind(Oids.PolicyConstraints, out var constraints, out var critical))
        {
            if (!critical)
            {
                return "Policy constraints are not critical.";
            }

            state.ExplicitPolicy = Math.Min(state.ExplicitPolicy, ExtensionReader.PolicyConstraints(constraints.Span).RequireExplicitPolicy ?? int.MaxValue);
        }

        // (j)
        if (tbs.TryFind(Oids.InhibitAnyPolicy, out var inhibit))
        {
            state.InhibitAnyPolicy = Math.Min(state.InhibitAnyPolicy, ExtensionReader.InhibitAnyPolicy(inhibit.Span));
        }

        return null;
    }
}
