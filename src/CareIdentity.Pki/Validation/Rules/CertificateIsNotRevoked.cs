namespace CareIdentity.Pki.Validation.Rules;

/// <summary>From the register: a certificate that it does not know was not issued, and is not good (security.md I4).</summary>
internal sealed class CertificateIsNotRevoked : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (a)(3)";

    public string? Check(PathStep step) => step.Inputs.Revocation(step.Certificate, step.Issuer!.Certificate, step.Inputs.At) switch
    {
        RevocationState.Good => null,
        RevocationState.OnHold => "The certificate is on hold.",
        RevocationState.Revoked => "The certificate is revoked.",
        _ => "The register does not know the certificate.",
    };
}
