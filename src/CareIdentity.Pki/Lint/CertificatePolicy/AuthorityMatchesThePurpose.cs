namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>cA and the path length as the purpose has them.</summary>
internal sealed class AuthorityMatchesThePurpose : ICertificateRule
{
    public string Citation => "certificate policy §7.1.2";

    public string? Check(CertificateUnderLint certificate) =>
        certificate.BasicConstraints is { } found && found.IsAuthority == certificate.Profile.IsAuthority && found.PathLength == certificate.Profile.Family.PathLength
            ? null
            : "The basic constraints are missing or not those of the purpose.";
}
