using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Ocsp;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Certificates;

/// <summary>
/// Before the first request: whether the key of what issues now is here, and whether every key that is here is the one in its certificate
/// (certificate policy §6.2): of predecessors, which still sign lists, and of the OCSP signers, too.
/// </summary>
public sealed class AuthorityKeys(CareIdentityDb db, IKeyStore keys, StatusRegister register, CertificateOptions options, TimeProvider clock)
{
    /// <summary>The rule that is broken, in words; null when all keys match. A key that signs one digest and is not the certificate's is found, too.</summary>
    public async Task<string?> CheckAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var record in await db.Issuers.AsNoTracking().Where(i => i.Realm == options.Realm).OrderBy(i => i.Id).ToListAsync(ct))
        {
            var certificate = ParsedCertificate.Parse(record.Certificate);
            // What is over signs nothing; of what issues now that is for the health of the authorities to say.
            if ((record.Active || certificate.NotAfter >= now) && await WhyNotAsync(record, certificate, now, ct) is { } broken)
            {
                return broken;
            }
        }

        return null;
    }

    private async Task<string?> WhyNotAsync(IssuerRecord record, ParsedCertificate certificate, DateTimeOffset now, CancellationToken ct)
    {
        var keyName = KeyName.Parse(record.KeyName, null);
        // A root that is offline has no key here, and a predecessor's may have stayed on another node; one that is here has to match.
        var issuesNow = record.Kind is IssuerKind.Issuing && record.Active;
        if (issuesNow || await keys.FindPublicKeyAsync(keyName, ct) is not null)
        {
            var loaded = await Issuer.LoadAsync(certificate, keyName, keys, ct);
            if (!loaded.Passed)
            {
                return loaded.Findings[0].ToString();
            }

            using var issuer = loaded.Value;
            if (!await SignsAsync(issuer.KeyName, certificate, ct))
            {
                return DoesNotSign(keyName);
            }
        }

        return await WhyNotItsSignersAsync(record, certificate, now, ct);
    }

    private async Task<string?> WhyNotItsSignersAsync(IssuerRecord record, ParsedCertificate certificate, DateTimeOffset now, CancellationToken ct)
    {
        var issuer = new OcspIssuer(certificate);
        foreach (var signer in await register.SignersAsync(record.Id, now, ct))
        {
            var keyName = KeyName.Parse(signer.KeyName, null);
            if (await keys.FindPublicKeyAsync(keyName, ct) is null)
            {
                // Another node's.
                continue;
            }

            var loaded = await OcspResponder.LoadAsync(issuer, ParsedCertificate.Parse(signer.Certificate!), keyName, keys, ct);
            if (!loaded.Passed)
            {
                return loaded.Findings[0].ToString();
            }

            using var responder = loaded.Value;
            if (!await SignsAsync(keyName, responder.Signer, ct))
            {
                return DoesNotSign(keyName);
            }
        }

        return null;
    }

    private static string DoesNotSign(KeyName keyName) => $"The key \"{keyName}\" does not sign as its certificate says.";

    /// <summary>A module may show one public key and sign with another.</summary>
    private async Task<bool> SignsAsync(KeyName keyName, ParsedCertificate certificate, CancellationToken ct)
    {
        var algorithm = SignatureAlgorithm.For(SubjectPublicKey.Parse(certificate.PublicKey));
        var digest = algorithm.Digest("Care Identity start-up check"u8);
        var signature = await keys.SignDigestAsync(keyName, algorithm, digest, ct);
        using var verifier = SignatureVerifier.For(certificate.PublicKey);
        return verifier.VerifyDigest(algorithm, digest, signature);
    }
}
