using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>keyCertSign, where key usage is there at all.</summary>
internal sealed class AuthorityMaySignCertificates : IPathRule
{
    public string Citation => "RFC 5280 §6.1.4 (n)";

    public string? Check(PathStep step) =>
        step.Tbs.KeyUsage is { } usage && !usage.HasFlag(KeyUsages.KeyCertSign) ? "The key of an authority may not sign certificates." : null;
}
