using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Nobody signs in as an authority, and a key that may sign certificates belongs to one (§4.2.1.3).</summary>
internal sealed class TargetIsNoAuthority : IPathRule
{
    public string Citation => "certificate policy §7.1.2; RFC 5280 §4.2.1.3, §4.2.1.9";

    public string? Check(PathStep step) =>
        step.Tbs.IsAuthority || step.Tbs.KeyUsage is { } usage && usage.HasFlag(KeyUsages.KeyCertSign) ? "The certificate is an authority's." : null;
}
