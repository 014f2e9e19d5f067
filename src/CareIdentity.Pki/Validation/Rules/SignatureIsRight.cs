namespace CareIdentity.Pki.Validation.Rules;

/// <summary>Basic certificate processing begins with the signature; nothing that a certificate says counts before it.</summary>
internal sealed class SignatureIsRight : IPathRule
{
    public string Citation => "RFC 5280 §6.1.3 (a)(1)";

    public string? Check(PathStep step) =>
        step.Inputs.Signatures.IsSignedBy(step.Certificate, step.Issuer!) ? null : "The signature is not the issuer's.";
}
