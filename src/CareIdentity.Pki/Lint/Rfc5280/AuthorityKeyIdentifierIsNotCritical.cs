using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class AuthorityKeyIdentifierIsNotCritical : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.1";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.AuthorityKeyIdentifier) is true ? "The authority key identifier is critical." : null;
}
