using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Issuing;

/// <summary>Puts a profile, an issuer and the details of one request together. Decides nothing: the rules of <c>Lint</c> judge the outcome.</summary>
internal static class CertificateTemplate
{
    public static TbsFields Fill(CertificateProfile profile, CertificateRequestDetails details, SubjectPublicKey key, IssuerFields issuer) => new()
    {
        SerialNumber = details.SerialNumber.Value,
        SignatureAlgorithm = issuer.Algorithm.Encoded,
        Issuer = issuer.Name,
        NotBefore = details.NotBefore,
        NotAfter = details.NotAfter ?? profile.Lifetime.EndOf(details.NotBefore),
        Subject = details.Subject.Encoded.ToArray(),
        PublicKey = details.PublicKey,
        Extensions = [.. Extensions(profile, details, key, issuer)],
    };

    // Always in this order, so that two certificates of one profile differ only where they must.
    private static IEnumerable<ExtensionToWrite> Extensions(
        CertificateProfile profile, CertificateRequestDetails details, SubjectPublicKey key, IssuerFields issuer)
    {
        if (issuer.KeyIdentifier is { } issuerKey)
        {
            yield return ExtensionWriter.AuthorityKeyIdentifier(issuerKey.Span);
        }

        yield return ExtensionWriter.SubjectKeyIdentifier(key.Identifier());
        yield return ExtensionWriter.KeyUsage(profile.KeyUsage);
        yield return ExtensionWriter.BasicConstraints(profile.IsAuthority, profile.Family.PathLength);
        if (details.Hosts.Count > 0)
        {
            yield return ExtensionWriter.SubjectAlternativeName(details.Hosts, details.Subject.IsEmpty);
        }

        if (profile.ExtendedKeyUsage.Count > 0)
        {
            yield return ExtensionWriter.ExtendedKeyUsage(profile.ExtendedKeyUsage);
        }

        if (profile.Policies.Count > 0)
        {
            yield return ExtensionWriter.Policies(profile.Policies);
        }

        if (profile.PermittedSubtree is { } subtree)
        {
            yield return ExtensionWriter.NameConstraints(NameConstraints.Under(subtree));
        }

        if (profile.DistributionPointFor(details.SerialNumber) is { } list)
        {
            yield return ExtensionWriter.DistributionPoint(list);
        }

        if (profile.Ocsp is not null || profile.IssuerCertificate is not null)
        {
            yield return ExtensionWriter.AuthorityInformationAccess(profile.Ocsp, profile.IssuerCertificate);
        }

        if (profile.Family.HasNoCheck)
        {
            yield return ExtensionWriter.OcspNoCheck();
        }
    }

    /// <summary>What an issuer puts into the certificates it signs. A root has no authority above it to identify by key (RFC 5280 §4.2.1.1).</summary>
    internal sealed record IssuerFields(ReadOnlyMemory<byte> Name, SignatureAlgorithm Algorithm, ReadOnlyMemory<byte>? KeyIdentifier)
    {
        public static IssuerFields Of(Issuer issuer) => new(issuer.Certificate.Tbs.Subject, issuer.SignatureAlgorithm, issuer.Certificate.Tbs.SubjectKeyIdentifier);
    }
}
