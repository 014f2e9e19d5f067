using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>What is asked must be allowed in so many words: an absent extension is not enough.</summary>
internal sealed class KeyUsageIsTheOneAsked : IPathRule
{
    public string Citation => "RFC 5280 §4.2.1.3";

    public string? Check(PathStep step)
    {
        var asked = step.Inputs.Requirements.KeyUsage;
        return asked == KeyUsages.None || step.Tbs.KeyUsage is { } usage && usage.HasFlag(asked) ? null : $"The key is not for {asked}.";
    }
}
