using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>An elliptic-curve key enciphers nothing; the encipher-only and decipher-only bits need key agreement (RFC 5280 §4.2.1.3).</summary>
internal sealed class KeyUsageSuitsTheKey : ICertificateRule
{
    private const KeyUsages Enciphering = KeyUsages.KeyEncipherment | KeyUsages.DataEncipherment;

    private const KeyUsages OneWay = KeyUsages.EncipherOnly | KeyUsages.DecipherOnly;

    public string Citation => "RFC 8813 §3, RFC 3279 §2.3.1";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.KeyUsage is { } usage && (!certificate.Key.IsRsa && (usage & Enciphering) != 0 || (usage & OneWay) != 0 && !usage.HasFlag(KeyUsages.KeyAgreement))
            ? "The key usage is not possible with this kind of key."
            : null;
}
