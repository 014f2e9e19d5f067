using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>The purpose itself is listed; anyExtendedKeyUsage beside it says that the authority did not decide (§4.2.1.12 leaves that to the application).</summary>
internal sealed class ExtendedKeyUsageIsTheOneAsked : IPathRule
{
    public string Citation => "RFC 5280 §4.2.1.12";

    public string? Check(PathStep step)
    {
        var asked = step.Inputs.Requirements.ExtendedKeyUsage;
        return asked is null || step.Tbs.ExtendedKeyUsage is { } purposes && purposes.Contains(asked) && !purposes.Contains(Oids.AnyExtendedKeyUsage) ? null : $"The certificate is not for the purpose {asked}.";
    }
}
