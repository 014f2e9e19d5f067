using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class AlternativeNameIsCriticalWithoutASubject : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.6";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.SubjectAlternativeName) is { } critical && critical != certificate.Subject.IsEmpty
            ? "The alternative name is critical beside a subject, or is not critical where there is none."
            : null;
}
