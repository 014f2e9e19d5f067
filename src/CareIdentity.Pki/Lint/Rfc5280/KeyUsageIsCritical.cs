using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>SHOULD for end entities in the standard; always here.</summary>
internal sealed class KeyUsageIsCritical : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.3";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Criticality(Oids.KeyUsage) is true ? null : "There is no key usage, or it is not critical.";
}
