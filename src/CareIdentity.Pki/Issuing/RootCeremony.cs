using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Lint;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Pki.Issuing;

/// <summary>Makes a root: the one certificate that has no issuer to prepare it. Linted, signed and read back like any other.</summary>
public static class RootCeremony
{
    /// <summary>Signs the root's certificate with the key of this name, which must be in the store already.</summary>
    public static async Task<Checked<ParsedCertificate>> CreateAsync(
        CertificateProfile profile,
        DistinguishedName name,
        SerialNumber serialNumber,
        DateTimeOffset notBefore,
        KeyName keyName,
        IKeyStore keyStore,
        CancellationToken cancellationToken)
    {
        if (profile.Purpose != CertificatePurpose.RootAuthority)
        {
            return new Finding("ProfileIsForARoot", "certificate policy §7.1", $"A profile for {profile.Purpose} does not make a root.");
        }

        if (await keyStore.FindPublicKeyAsync(keyName, cancellationToken).ConfigureAwait(false) is not { } publicKey)
        {
            return new Finding("IssuerKeyExists", "certificate policy §6.2", $"The key store has no key \"{keyName}\".");
        }

        var key = SubjectPublicKey.Parse(publicKey);
        var issuer = new CertificateTemplate.IssuerFields(name.Encoded.ToArray(), SignatureAlgorithm.For(key), KeyIdentifier: null);
        var details = new CertificateRequestDetails { Subject = name, PublicKey = publicKey, SerialNumber = serialNumber, NotBefore = notBefore };
        var tbs = ParsedTbs.Parse(CertificateTemplate.Fill(profile, details, key, issuer).Write());
        IReadOnlyList<Finding> findings = [.. KeyPolicy.Check(key), .. CertificateLint.Check(tbs, profile, issuer: tbs)];
        if (findings.Count > 0)
        {
            return Checked<ParsedCertificate>.FromFindings(findings);
        }

        using var signer = new TbsSigner(keyName, key, keyStore);
        return await signer.SignAsync(tbs, cancellationToken).ConfigureAwait(false);
    }
}
