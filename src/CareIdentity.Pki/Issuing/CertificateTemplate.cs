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
        var alike = profile.Extensions;
        if (issuer.AuthorityKeyIdentifier is { } issuerKey)
        {
            yield return issuerKey;
        }

        yield return ExtensionWriter.SubjectKeyIdentifier(key.Identifier());
        yield return alike.KeyUsage;
        yield return alike.BasicConstraints;
        if (details.Hosts.Count > 0)
        {
            yield return ExtensionWriter.SubjectAlternativeName(details.Hosts, details.Subject.IsEmpty);
        }

        if (alike.ExtendedKeyUsage is { } purposes)
        {
            yield return purposes;
        }

        if (alike.Policies is { } policies)
        {
            yield return policies;
        }

        if (alike.NameConstraints is { } subtree)
        {
            yield return subtree;
        }

        if (alike.DistributionPointFor(details.SerialNumber) is { } list)
        {
            yield return list;
        }

        if (alike.AuthorityInformationAccess is { } addresses)
        {
            yield return addresses;
        }

        if (profile.Family.HasNoCheck)
        {
            yield return ExtensionWriter.OcspNoCheck();
        }
    }

    /// <summary>What an issuer puts into the certificates it signs. A root has no authority above it to identify by key (RFC 5280 §4.2.1.1).</summary>
    internal sealed record IssuerFields(ReadOnlyMemory<byte> Name, SignatureAlgorithm Algorithm, ReadOnlyMemory<byte>? KeyIdentifier)
    {
        public ExtensionToWrite? AuthorityKeyIdentifier { get; } = KeyIdentifier is { } key ? ExtensionWriter.AuthorityKeyIdentifier(key.Span) : null;
    }
}
