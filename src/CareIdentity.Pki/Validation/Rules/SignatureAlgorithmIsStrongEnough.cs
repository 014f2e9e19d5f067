using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>ECDSA or RSA with SHA-2; SHA-1 and older are not even known.</summary>
internal sealed class SignatureAlgorithmIsStrongEnough : IPathRule
{
    public string Citation => "certificate policy §7.1.3; NIST SP 800-131A Rev. 2 §3";

    public string? Check(PathStep step) =>
        SignatureAlgorithm.Find(step.Certificate.SignatureAlgorithm.Span) is null ? "The signature algorithm is not one that is accepted." : null;
}
