using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>The purpose itself is listed; anyExtendedKeyUsage beside it says that the authority did not decide (§4.2.1.12 leaves that to the application).</summary>
internal sealed class ExtendedKeyUsageIsTheOneAsked : IPathRule
{
    public string Citation => "RFC 5280 §4.2.1.12";

    public string? Check(PathStep step)
    {
        var asked = step.Inputs.Requirements.ExtendedKeyUsage;
        if (asked is null)
        {
            return null;
        }

        var decided = step.Tbs.ExtendedKeyUsage is { } purposes && purposes.Contains(asked) && !purposes.Contains(Oids.AnyExtendedKeyUsage);
        return decided ? null : $"The certificate is not for the purpose {asked}.";
    }
}
