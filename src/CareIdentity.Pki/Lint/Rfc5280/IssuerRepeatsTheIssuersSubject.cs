namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Octet for octet, as verifiers compare them.</summary>
internal sealed class IssuerRepeatsTheIssuersSubject : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.4, §4.1.2.6, §6.1.3 (a)(4)";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.Tbs.Issuer.Span.SequenceEqual(certificate.Issuer.Subject.Span)
            ? null
            : "The issuer is not written as the issuer's own certificate writes it.";
}
