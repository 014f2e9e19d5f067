using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>With mapping inhibited, a policy that an authority maps is lost below it: §6.1.4 (b)(2).</summary>
internal sealed class PoliciesAreNotMapped : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (a), (b)";

    public string? Check(PathStep step)
    {
        if (!step.Tbs.TryFind(Oids.PolicyMappings, out var value))
        {
            return null;
        }

        foreach (var (issuer, subject) in ExtensionReader.PolicyMappings(value.Span))
        {
            if (issuer.Equals(Oids.AnyPolicy) || subject.Equals(Oids.AnyPolicy))
            {
                return "anyPolicy is mapped.";
            }

            step.State.ValidPolicies.Remove(issuer);
        }

        return null;
    }
}
