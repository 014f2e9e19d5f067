namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>A certificate that outlives its issuer stops working without notice.</summary>
internal sealed class ValidityIsWithinTheIssuers : ICertificateRule
{
    public string Citation => "certificate policy §6.3.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.NotBefore >= certificate.Issuer.NotBefore && certificate.Tbs.NotAfter <= certificate.Issuer.NotAfter
            ? null
            : "The validity is not within the issuer's.";
}
