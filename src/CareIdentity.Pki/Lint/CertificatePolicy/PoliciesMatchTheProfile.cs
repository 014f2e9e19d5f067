namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>Training and live certificates are told apart by their policies.</summary>
internal sealed class PoliciesMatchTheProfile : ICertificateRule
{
    public string Citation => "certificate policy §7.1.6";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Policies.SequenceEqual(certificate.Profile.Policies) ? null : "The policies are not those of the profile.";
}
