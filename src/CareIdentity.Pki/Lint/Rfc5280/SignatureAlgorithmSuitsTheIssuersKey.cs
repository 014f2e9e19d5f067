using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>The inner identifier is signed, so it must be right before the outer one repeats it.</summary>
internal sealed class SignatureAlgorithmSuitsTheIssuersKey : ICertificateRule
{
    public string Citation => "RFC 5280 §4.1.2.3, RFC 5758 §3.2";

    public string? Check(CertificateUnderLint certificate) =>
        SignatureAlgorithm.For(SubjectPublicKey.Parse(certificate.Issuer.PublicKey)).Encoded.Span.SequenceEqual(certificate.Tbs.SignatureAlgorithm.Span)
            ? null
            : "The signature algorithm is not the one of the issuer's key.";
}
