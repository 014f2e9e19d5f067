namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>An issuer of path length 0 makes no authorities; one of n makes them of at most n − 1.</summary>
internal sealed class PathLengthIsWithinTheIssuers : ICertificateRule
{
    public string Citation => "RFC 5280 §6.1.4 (l), (m)";

    public string? Check(CertificateUnderLint certificate)
    {
        if (certificate.IsRoot || !certificate.IsAuthority || certificate.Issuer.BasicConstraints?.PathLength is not { } issuers)
        {
            return null;
        }

        return certificate.BasicConstraints?.PathLength is { } own && own < issuers ? null : "The path length is not below the issuer's.";
    }
}
