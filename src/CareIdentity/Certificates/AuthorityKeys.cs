using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>Before the first request: whether the key of what issues now is here and is the one in its certificate (certificate policy §6.2).</summary>
public sealed class AuthorityKeys(CareIdentityDb db, IKeyStore keys, CertificateOptions options)
{
    /// <summary>The rule that is broken, in words; null when all keys match. A key that signs one digest and is not the certificate's is found, too.</summary>
    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        foreach (var record in await db.Issuers.AsNoTracking().Where(i => i.Realm == options.Realm && i.Active).ToListAsync(ct))
        {
            var keyName = KeyName.Parse(record.KeyName, null);
            // A root that is offline has no key here; one that is has to match.
            if (record.Kind is IssuerKind.Root && await keys.FindPublicKeyAsync(keyName, ct) is null)
            {
                continue;
            }

            var loaded = await Issuer.LoadAsync(ParsedCertificate.Parse(record.Certificate), keyName, keys, ct);
            if (!loaded.Passed)
            {
                return loaded.Findings[0].ToString();
            }

            using var issuer = loaded.Value;
            if (!await SignsAsync(issuer, ct))
            {
                return $"The key \"{keyName}\" does not sign as its certificate says.";
            }
        }

        return null;
    }

    /// <summary>A module may show one public key and sign with another.</summary>
    private async Task<bool> SignsAsync(Issuer issuer, CancellationToken ct)
    {
        var digest = issuer.SignatureAlgorithm.Digest("Care Identity start-up check"u8);
        var signature = await keys.SignDigestAsync(issuer.KeyName, issuer.SignatureAlgorithm, digest, ct);
        using var verifier = SignatureVerifier.For(issuer.Certificate.PublicKey);
        return verifier.VerifyDigest(issuer.SignatureAlgorithm, digest, signature);
    }
}
