using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>The wrap-up: the policies that hold for the whole path, against those asked for. Here a training card is refused by a live service.</summary>
internal sealed class PolicyIsOneThatIsAsked : IPathRule
{
    public string Citation => "RFC 5280 §6.1.5 (a), (b), (g)";

    public string? Check(PathStep step)
    {
        var state = step.State;
        // (a), (b)
        state.ExplicitPolicy = Math.Max(0, state.ExplicitPolicy - 1);
        if (step.Tbs.TryFind(Oids.PolicyConstraints, out var constraints) && ExtensionReader.PolicyConstraints(constraints.Span).RequireExplicitPolicy == 0)
        {
            state.ExplicitPolicy = 0;
        }

        // (g)
        var asked = step.Inputs.Requirements.Policies;
        var found = state.ValidPolicies.Count > 0 && (asked.Count == 0 || state.ValidPolicies.Contains(Oids.AnyPolicy) || asked.Any(state.ValidPolicies.Contains));
        return found || state.ExplicitPolicy > 0 ? null : "The certificate was issued under another policy: training and live cards do not mix.";
    }
}
