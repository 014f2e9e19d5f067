using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class NameConstraintsAreCriticalAndOnlyForAuthorities : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.10";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.NameConstraints) is { } critical && !(critical && certificate.IsAuthority)
            ? "Name constraints are not critical, or stand in a certificate that is not an authority's."
            : null;
}
