using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class KeyUsageSetsABit : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.3";

    public string? Check(CertificateUnderLint certificate) => certificate.KeyUsage is KeyUsages.None ? "The key usage sets no bit." : null;
}
