namespace CareIdentity.Pki.Lint.CertificatePolicy;

internal sealed class KeyIsOfAKindForThePurpose : ICertificateRule
{
    public string Citation => "certificate policy §6.1.5";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Profile.Family.KeyKinds.Contains(certificate.Key.Kind) ? null : $"A key of kind {certificate.Key.Kind} is not used for {certificate.Profile.Purpose}.";
}
