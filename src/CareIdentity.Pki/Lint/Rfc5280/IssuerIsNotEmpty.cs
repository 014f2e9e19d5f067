namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class IssuerIsNotEmpty : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.4";

    public string? Check(CertificateUnderLint certificate) => certificate.Tbs.Issuer.Length > 2 ? null : "The issuer is empty.";
}
