namespace CareIdentity.Pki.Lint.CertificatePolicy;

internal sealed class ValidityIsWithinTheProfile : ICertificateRule
{
    public string Citation => "certificate policy §6.3.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.NotAfter <= certificate.Profile.Lifetime.EndOf(certificate.Tbs.NotBefore)
            ? null
            : $"The validity is longer than {certificate.Profile.Lifetime}.";
}
