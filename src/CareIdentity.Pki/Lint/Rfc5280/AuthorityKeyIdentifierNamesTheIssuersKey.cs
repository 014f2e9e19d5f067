namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Present in all but self-signed certificates, by key identifier only.</summary>
internal sealed class AuthorityKeyIdentifierNamesTheIssuersKey : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.1";

    public string? Check(CertificateUnderLint certificate)
    {
        if (certificate.AuthorityKeyIdentifier is not { } identifier)
        {
            return certificate.IsRoot ? null : "There is no authority key identifier.";
        }

        var names = identifier.KeyIdentifier is { } key && certificate.Issuer.SubjectKeyIdentifier is { } issuers && key.Span.SequenceEqual(issuers.Span);
        return names && !identifier.NamesIssuer && !identifier.NamesSerialNumber ? null : "The authority key identifier is not the issuer's subject key identifier.";
    }
}
