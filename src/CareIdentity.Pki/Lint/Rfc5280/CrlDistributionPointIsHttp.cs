using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Not critical, with an http address in each point.</summary>
internal sealed class CrlDistributionPointIsHttp : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.13";

    public string? Check(CertificateUnderLint certificate)
    {
        if (certificate.Criticality(Oids.CrlDistributionPoints) is not { } critical)
        {
            return null;
        }

        return !critical && certificate.CrlDistributionPoints.Count > 0 && certificate.CrlDistributionPoints.All(HttpAddress.IsPlain)
            ? null
            : "The distribution points are critical or without a plain http address.";
    }
}
