namespace CareIdentity.Pki.Lint.CertificatePolicy;

internal sealed class KeyUsageMatchesThePurpose : ICertificateRule
{
    public string Citation => "certificate policy §7.1.2; FIPS 201-3 §4.2.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.KeyUsage == certificate.Profile.KeyUsage ? null : $"The key usage is not {certificate.Profile.KeyUsage}.";
}
