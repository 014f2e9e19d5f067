namespace CareIdentity.Pki.Lint.Rfc5280;

internal sealed class SubjectKeyIdentifierNamesTheKey : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.2, RFC 7093 §2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.SubjectKeyIdentifier is { } identifier && identifier.Span.SequenceEqual(certificate.Key.Identifier())
            ? null
            : "There is no subject key identifier, or it is not made from the key.";
}
