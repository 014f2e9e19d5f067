namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class PathLengthIsOnlyForAuthorities : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.9";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.BasicConstraints is { IsAuthority: false, PathLength: not null } ? "A path length stands in a certificate that is not an authority's." : null;
}
