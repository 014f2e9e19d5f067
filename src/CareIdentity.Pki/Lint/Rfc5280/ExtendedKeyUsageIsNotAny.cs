using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>anyExtendedKeyUsage would allow everything that is not listed.</summary>
internal sealed class ExtendedKeyUsageIsNotAny : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.12";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.ExtendedKeyUsage is { } purposes && purposes.Contains(Oids.AnyExtendedKeyUsage) ? "The extended key usage is any." : null;
}
