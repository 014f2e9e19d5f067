using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Validation.Rules;

/// <summary>A critical extension that is not processed by one of these rules ends the path.</summary>
internal sealed class CriticalExtensionsAreUnderstood : IPathRule
{
    private static readonly ObjectIdentifier[] Processed =
    [
        Oids.KeyUsage, Oids.BasicConstraints, Oids.ExtendedKeyUsage, Oids.SubjectAlternativeName, Oids.NameConstraints,
        Oids.CertificatePolicies, Oids.PolicyMappings, Oids.PolicyConstraints, Oids.InhibitAnyPolicy,
    ];

    public string Citation => "RFC 5280 §6.1.4 (o), §6.1.5 (f)";

    public string? Check(PathStep step)
    {
        foreach (var extension in step.Tbs.Extensions)
        {
            if (extension.IsCritical && !Processed.Any(extension.Is))
            {
                return $"The critical extension {extension.Type} is not known.";
            }
        }

        return null;
    }
}
