using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Lint.CertificatePolicy;

/// <summary>What a profile does not know it cannot have asked for.</summary>
internal sealed class ExtensionsAreOnesThatWeIssue : ICertificateRule
{
    private static readonly ObjectIdentifier[] Ours =
    [
        Oids.AuthorityKeyIdentifier, Oids.SubjectKeyIdentifier, Oids.KeyUsage, Oids.BasicConstraints, Oids.ExtendedKeyUsage,
        Oids.SubjectAlternativeName, Oids.CertificatePolicies, Oids.NameConstraints, Oids.CrlDistributionPoints, Oids.AuthorityInformationAccess, Oids.OcspNoCheck,
    ];

    public string Citation => "certificate policy §7.1.2";

    public string? Check(CertificateUnderLint certificate)
    {
        foreach (var extension in certificate.Tbs.EachExtension)
        {
            if (!IsOurs(extension))
            {
                return "There is an extension that no profile has.";
            }
        }

        return null;
    }

    private static bool IsOurs(in CertificateExtension extension)
    {
        foreach (var type in Ours)
        {
            if (extension.Is(type))
            {
                return true;
            }
        }

        return false;
    }
}
