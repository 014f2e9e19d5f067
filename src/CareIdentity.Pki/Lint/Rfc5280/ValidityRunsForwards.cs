namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class ValidityRunsForwards : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.5";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.NotBefore <= certificate.Tbs.NotAfter ? null : "The validity ends before it begins.";
}
