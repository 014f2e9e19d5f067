namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Otherwise every verifier would find that no policy is valid.</summary>
internal sealed class PoliciesAreTheIssuers : ICertificateRule
{
    public string Citation => "RFC 5280 §6.1.3 (d)";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.IsRoot || certificate.Issuer.Policies is not { Count: > 0 } issuers || certificate.Policies.All(issuers.Contains)
            ? null
            : "A policy is not one that the issuer may assert.";
}
