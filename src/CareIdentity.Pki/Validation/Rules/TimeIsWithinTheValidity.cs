namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Both ends are inclusive (§4.1.2.5): the whole last second counts.</summary>
internal sealed class TimeIsWithinTheValidity : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (a)(2)";

    public string? Check(PathStep step)
    {
        if (step.Inputs.At < step.Tbs.NotBefore)
        {
            return "The certificate is not valid yet.";
        }

        return step.Inputs.At < step.Tbs.NotAfter.AddSeconds(1) ? null : "The certificate has expired.";
    }
}
