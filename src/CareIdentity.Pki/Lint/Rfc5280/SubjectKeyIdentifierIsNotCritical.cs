using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class SubjectKeyIdentifierIsNotCritical : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.SubjectKeyIdentifier) is true ? "The subject key identifier is critical." : null;
}
