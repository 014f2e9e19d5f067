namespace CareIdentity.Pki.Lint.CertificatePolicy;

internal sealed class ExtendedKeyUsageMatchesThePurpose : ICertificateRule
{
    public string Citation => "certificate policy §7.1.2; FIPS 201-3 §4.2.2";

    public string? Check(CertificateUnderLint certificate) =>
        (certificate.ExtendedKeyUsage ?? []).SequenceEqual(certificate.Profile.ExtendedKeyUsage) ? null : "The extended key usage is not that of the purpose.";
}
