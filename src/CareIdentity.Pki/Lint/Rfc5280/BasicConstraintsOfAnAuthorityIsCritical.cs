using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class BasicConstraintsOfAnAuthorityIsCritical : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.9";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.IsAuthority && certificate.Criticality(Oids.BasicConstraints) is not true ? "The basic constraints of an authority are not critical." : null;
}
