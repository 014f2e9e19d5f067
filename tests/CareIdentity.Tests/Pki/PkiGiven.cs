using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;

namespace CareIdentity.Tests.Pki;

/// <summary>A training hierarchy with fixed time and serials, and cards issued by it.</summary>
internal sealed class PkiGiven : IDisposable
{
    public static readonly DateTimeOffset Now = new(2030, 3, 1, 9, 0, 0, TimeSpan.Zero);
    public static readonly SubjectUuid Holder = SubjectUuid.Parse("555012345678");
    private byte _next;

    public required InMemoryKeyStore KeyStore { get; init; }

    public required TrainingHierarchy Hierarchy { get; init; }

    public required Issuer Issuer { get; init; }

    public static async Task<PkiGiven> AHierarchy()
    {
        var store = new InMemoryKeyStore();
        var hierarchy = await TrainingHierarchy.CreateAsync(store, Now.AddYears(-1), SerialNumber.Create, PolicyArc.Example, default);
        var issuer = await Issuer.LoadAsync(hierarchy.Issuing, TrainingHierarchy.IssuingKey, store, default);
        return new PkiGiven { KeyStore = store, Hierarchy = hierarchy, Issuer = issuer.Value };
    }

    public static CertificateProfile AProfile(CertificatePurpose purpose = CertificatePurpose.CardAuthentication, Func<ProfileOptions, ProfileOptions>? change = null)
    {
        var options = new ProfileOptions
        {
            Purpose = purpose,
            Realm = Realm.Training,
            SubjectParent = TrainingHierarchy.SubjectParent,
            CrlDistributionPoint = new Uri("http://pki.example/training.crl"),
            Ocsp = new Uri("http://pki.example/ocsp"),
            IssuerCertificate = new Uri("http://pki.example/training.cer"),
        };
        return CertificateProfile.Create(change is null ? options : change(options)).Value;
    }

    public static ReadOnlyMemory<byte> ACardKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfo();
    }

    public CertificateRequestDetails Details(CertificateProfile profile, ReadOnlyMemory<byte>? key = null) => new()
    {
        Subject = profile.SubjectFor(Holder),
        PublicKey = key ?? ACardKey(),
        SerialNumber = NextSerial(),
        NotBefore = Now,
    };

    /// <summary>For what is no card: a signer, a server.</summary>
    public CertificateRequestDetails ServiceDetails(CertificatePurpose purpose, ReadOnlyMemory<byte>? key = null) => new()
    {
        Subject = TrainingHierarchy.SubjectParent.With((Oids.CommonName, $"{purpose} 1")),
        Hosts = purpose is CertificatePurpose.ServiceTls ? ["care-identity.example", "db-1.care-identity.example"] : [],
        PublicKey = key ?? ACardKey(),
        SerialNumber = NextSerial(),
        NotBefore = Now,
    };

    public SerialNumber NextSerial()
    {
        var random = new byte[SerialNumber.Octets];
        random[^1] = ++_next;
        return SerialNumber.FromRandom(random);
    }

    public async Task<ParsedCertificate> ACard(CertificateProfile? profile = null, ReadOnlyMemory<byte>? key = null)
    {
        profile ??= AProfile();
        return await Issuer.SignAsync(Issuer.Prepare(profile, Details(profile, key)).Value, default);
    }

    public void Dispose()
    {
        Issuer.Dispose();
        KeyStore.Dispose();
    }
}
