namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class UniqueIdentifiersAreAbsent : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.8";

    public string? Check(CertificateUnderLint certificate) => certificate.Tbs.HasUniqueIdentifiers ? "There is a unique identifier." : null;
}
