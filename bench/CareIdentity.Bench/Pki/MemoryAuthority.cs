using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Bench.Pki;

/// <summary>A key that a card has made, and its proof that it holds it.</summary>
internal sealed record CertifiedKey(byte[] Public, byte[] Challenge, byte[] Proof)
{
    public static CertifiedKey Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var challenge = RandomNumberGenerator.GetBytes(32);
        return new CertifiedKey(key.ExportSubjectPublicKeyInfo(), challenge, key.SignData(challenge, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    public void RequireProof()
    {
        using var verifier = SignatureVerifier.For(Public);
        if (!verifier.Verify(SignatureAlgorithm.EcdsaSha256, Challenge, Proof))
        {
            throw new WrongAnswerException("A right proof was refused.");
        }
    }
}

/// <summary>Issuing without a register: what is left of it when nothing is kept.</summary>
internal sealed class MemoryAuthority(InMemoryKeyStore keys, Issuer issuer, CertificateProfile profile) : IDisposable
{
    public static async Task<MemoryAuthority> CreateAsync(CancellationToken ct)
    {
        var keys = new InMemoryKeyStore();
        var hierarchy = await TrainingHierarchy.CreateAsync(keys, WholeSeconds().AddYears(-1), SerialNumber.Create, PolicyArc.Example, ct);
        var profile = CertificateProfile.Create(new ProfileOptions
        {
            Purpose = CertificatePurpose.CardAuthentication,
            Realm = Realm.Training,
            SubjectParent = TrainingHierarchy.SubjectParent,
            CrlDistributionPoint = new Uri("http://pki.example/training/"),
            CrlShards = 16,
            Ocsp = new Uri("http://pki.example/ocsp"),
        });
        return new MemoryAuthority(keys, (await Issuer.LoadAsync(hierarchy.Issuing, TrainingHierarchy.IssuingKey, keys, ct)).Value, profile.Value);
    }

    public async Task<ParsedCertificate> IssueAsync(CertifiedKey key, CancellationToken ct)
    {
        key.RequireProof();
        var prepared = issuer.Prepare(profile, new CertificateRequestDetails
        {
            Subject = profile.SubjectFor(SubjectUuid.Parse("555012345678")),
            PublicKey = key.Public,
            SerialNumber = SerialNumber.Create(),
            NotBefore = WholeSeconds(),
        });
        return await issuer.SignAsync(prepared.Value, ct);
    }

    public void Dispose()
    {
        issuer.Dispose();
        keys.Dispose();
    }

    private static DateTimeOffset WholeSeconds() => DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
}
