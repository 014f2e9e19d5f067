namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Extensions exist only in version 3.</summary>
internal sealed class VersionIsThree : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.1";

    public string? Check(CertificateUnderLint certificate) => certificate.Tbs.Version == 3 ? null : "The version is not 3.";
}
