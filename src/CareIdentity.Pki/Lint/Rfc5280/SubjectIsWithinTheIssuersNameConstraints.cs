using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.Rfc5280;

/// <summary>Directory names only: nothing of ours has another kind of name.</summary>
internal sealed class SubjectIsWithinTheIssuersNameConstraints : ICertificateRule
{
    public string Citation => "RFC 5280 §4.2.1.10, §6.1.3 (b), (c)";

    public string? Check(CertificateUnderLint certificate)
    {
        if (certificate.IsRoot || certificate.Issuer.NameConstraints is not { } constraints)
        {
            return null;
        }

        var permitted = constraints.Permitted.Where(IsDirectoryName).ToList();
        return (permitted.Count == 0 || permitted.Any(Holds)) && !constraints.Excluded.Where(IsDirectoryName).Any(Holds)
            ? null
            : "The subject is outside the names that the issuer may give.";

        bool Holds(GeneralName subtree) => certificate.Subject.IsUnder(DistinguishedName.Read(subtree.Content));
    }

    private static bool IsDirectoryName(GeneralName name) => name.Kind == GeneralNameKind.DirectoryName;
}
