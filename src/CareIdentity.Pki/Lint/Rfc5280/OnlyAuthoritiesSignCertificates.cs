using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>keyCertSign exactly with cA.</summary>
internal sealed class OnlyAuthoritiesSignCertificates : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.3, §4.2.1.9";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.KeyUsage is { } usage && usage.HasFlag(KeyUsages.KeyCertSign) != certificate.IsAuthority
            ? "The key usage keyCertSign and the basic constraint cA do not agree."
            : null;
}
