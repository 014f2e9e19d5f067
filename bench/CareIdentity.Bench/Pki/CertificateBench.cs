using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Bench.Measuring;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Profiles;
using CareIdentity.Pki.Revocation;
using CareIdentity.Pki.Validation;

namespace CareIdentity.Bench.Pki;

/// <summary>The certificate authority in memory: issuing with all rules, reading, validating, and lists; beside the framework's classes and OpenSSL.</summary>
internal sealed class CertificateBench(BenchScale scale)
{
    private const string Name = "certificates";
    private static readonly DateTimeOffset Now = new(2030, 3, 1, 9, 0, 0, TimeSpan.Zero);

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken ct)
    {
        using var store = new InMemoryKeyStore();
        var hierarchy = await TrainingHierarchy.CreateAsync(store, Now.AddYears(-1), SerialNumber.Create, PolicyArc.Example, ct);
        using var issuer = (await Issuer.LoadAsync(hierarchy.Issuing, TrainingHierarchy.IssuingKey, store, ct)).Value;
        var profile = CertificateProfile.Create(new ProfileOptions
        {
            Purpose = CertificatePurpose.CardAuthentication,
            Realm = Realm.Training,
            SubjectParent = TrainingHierarchy.SubjectParent,
            CrlDistributionPoint = new Uri("http://pki.example/training/"),
            CrlShards = 16,
            Ocsp = new Uri("http://pki.example/ocsp"),
        }).Value;
        using var card = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = card.ExportSubjectPublicKeyInfo();
        var one = await IssueAsync(issuer, profile, key, ct);
        using var validator = new PathValidator([hierarchy.Root], [hierarchy.Issuing], PathRequirements.ForSignIn(PolicyArc.Example, Realm.Training), (_, _, _) => RevocationState.Good);
        var many = scale.Rounds > 1 ? 2_000 : 20;
        using var framework = new FrameworkAuthority();

        var all = await Rounds.AlternateAsync(
            scale.Rounds,
            [
                new Workload("issue", async _ => await Load.RunAsync(2, many, (_, _) => IssueAsync(issuer, profile, key, ct))),
                new Workload("framework issue", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(framework.Issue(card)))),
                new Workload("prepare", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(Prepare(issuer, profile, key)))),
                new Workload("read", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(Read(one.Der)))),
                new Workload("framework read", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(FrameworkAuthority.Read(one.Der.Span)))),
                new Workload("validate", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(Valid(validator, one)))),
                new Workload("framework validate", _ => Load.RunAsync(2, many, (_, _) => Task.FromResult(FrameworkAuthority.Validate(one, hierarchy)))),
            ],
            ct);
        return
        [
            Figure.OfRates(Name, "issued in memory: key policy, lint, signature, read back", all[0], "CertificateRequest.Create, which checks nothing", all[1]),
            Figure.OfRates(Name, "prepared and linted by all rules", all[2], "CertificateRequest.Create, which checks nothing", all[1]) with { Aim = new Aim("half of them within 100 µs", all[2].Median50 <= 0.1) },
            Figure.OfRates(Name, "certificates read with their extensions", all[3], "X509Certificate2", all[4]),
            Figure.OfRates(Name, "paths validated", all[5], "X509Chain", all[6]) with { Aim = new Aim("at least 5 × X509Chain", all[5].PerSecond >= 5 * all[6].PerSecond) },
            .. await LimboBench.MeasureAsync(Name, scale.Rounds, ct),
            .. await ListsAsync(issuer, ct),
        ];
    }

    private async Task<IReadOnlyList<Figure>> ListsAsync(Issuer issuer, CancellationToken ct)
    {
        var entries = scale.Rounds > 1 ? 1_000_000 : 1_000;
        using var folder = new TemporaryFolder();
        var revoked = Enumerable.Range(0, entries).Select(i => new RevokedCertificate(Serial(i), Now.AddMinutes(-1 - (i % 100_000)), RevocationReason.KeyCompromise));
        _ = await TimedAsync(folder.Path, issuer, revoked.Take(10_000), "first", ct);
        using var memory = PeakMemory.Begin();
        var whole = await TimedAsync(folder.Path, issuer, revoked, "whole", ct);
        var more = Math.Max(0.1, memory.EndMB());
        var figures = new List<Figure>
        {
            new()
            {
                Name = Name,
                What = $"memory of the process while the list of {entries:N0} entries is made: more than before",
                Unit = "MB",
                Ours = more,
                BaselineIs = "the list itself",
                Baseline = new FileInfo(Path.Combine(folder.Path, "whole")).Length / (1024.0 * 1024),
                Aim = new Aim("at most 32 MB, however long the list", more <= 32),
            },
        };
        if (await OpenSslAsync(folder.Path, entries, ct) is { } openssl)
        {
            var figure = new Figure { Name = Name, What = $"revocation list of {entries:N0} entries, streamed", Unit = "s", Ours = whole, BaselineIs = "openssl ca -gencrl", Baseline = openssl };
            figures.Add(figure with { Aim = new Aim("at least 5 times as fast", openssl >= 5 * whole) });
        }

        return figures;
    }

    private static async Task<double> TimedAsync(string folder, Issuer issuer, IEnumerable<RevokedCertificate> revoked, string name, CancellationToken ct)
    {
        await using var spool = new FileStream(Path.Combine(folder, "spool"), FileMode.Create, FileAccess.ReadWrite);
        await using var output = new FileStream(Path.Combine(folder, name), FileMode.Create, FileAccess.ReadWrite);
        var started = Stopwatch.GetTimestamp();
        var made = await CrlWriter.WriteAsync(issuer, new CrlDetails { Number = 1, ThisUpdate = Now, NextUpdate = Now.AddDays(7) }, revoked.ToAsyncEnumerable(), spool, output, ct);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return made.Value.Octets == output.Length ? took : throw new WrongAnswerException("The list is not as long as it says.");
    }

    /// <summary>Seconds for a list of so many; null where it is not installed.</summary>
    internal static async Task<double?> OpenSslAsync(string folder, int entries, CancellationToken ct)
    {
        await File.WriteAllLinesAsync(Path.Combine(folder, "index.txt"), Enumerable.Range(0, entries).Select(i => $"R\t491231235959Z\t300101000000Z,keyCompromise\t{Serial(i).ToString().ToUpperInvariant()}\tunknown\t/CN={i}"), ct);
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.cnf"), "[ca]\ndefault_ca=x\n[x]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=7\n", ct);
        if (await PeerServer.RunAsync(folder, "openssl", ct, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=Peer", "-days", "30") is not 0)
        {
            return null;
        }

        var started = Stopwatch.GetTimestamp();
        var exit = await PeerServer.RunAsync(folder, "openssl", ct, "ca", "-gencrl", "-config", "ca.cnf", "-keyfile", "ca.key", "-cert", "ca.pem", "-out", "peer.crl");
        return exit is 0 ? Stopwatch.GetElapsedTime(started).TotalSeconds : null;
    }

    private static SerialNumber Serial(int i)
    {
        Span<byte> random = stackalloc byte[SerialNumber.Octets];
        random.Clear();
        BitConverter.TryWriteBytes(random[8..], (long)i * 0x5851F42D4C957F2D);
        BitConverter.TryWriteBytes(random[16..], i);
        return SerialNumber.FromRandom(random);
    }

    private static PreparedCertificate Prepare(Issuer issuer, CertificateProfile profile, byte[] key) => issuer.Prepare(profile, new CertificateRequestDetails
    {
        Subject = profile.SubjectFor(SubjectUuid.Parse("555012345678")),
        PublicKey = key,
        SerialNumber = SerialNumber.Create(),
        NotBefore = Now,
    }).Value;

    private static Task<ParsedCertificate> IssueAsync(Issuer issuer, CertificateProfile profile, byte[] key, CancellationToken ct) =>
        issuer.SignAsync(Prepare(issuer, profile, key), ct);

    private static int Read(ReadOnlyMemory<byte> der)
    {
        var parsed = ParsedCertificate.Parse(der);
        return parsed.Tbs.Policies.Count + (parsed.Tbs.IsAuthority ? 1 : 0);
    }

    private static bool Valid(PathValidator validator, ParsedCertificate certificate) =>
        validator.Validate(certificate, Now.AddDays(1)).IsTrusted ? true : throw new WrongAnswerException("A good path was refused.");

    /// <summary>The framework's own classes, doing as little as they can for the same result.</summary>
    private sealed class FrameworkAuthority : IDisposable
    {
        private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        private readonly X509Certificate2 certificate;

        public FrameworkAuthority()
        {
            var request = new CertificateRequest("CN=Framework", key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            certificate = request.CreateSelfSigned(Now.AddYears(-1), Now.AddYears(10));
        }

        public bool Issue(ECDsa card)
        {
            var request = new CertificateRequest("CN=555012345678, OU=Training, O=Care Identity Service", card, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, false));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            using var issued = request.Create(certificate, Now, Now.AddYears(2), SerialNumber.Create().Value.Span);
            return issued.HasPrivateKey;
        }

        public static int Read(ReadOnlySpan<byte> der)
        {
            using var read = X509CertificateLoader.LoadCertificate(der);
            return read.Extensions.Count;
        }

        public static bool Validate(ParsedCertificate certificate, TrainingHierarchy hierarchy)
        {
            using var chain = new X509Chain();
            using var target = X509CertificateLoader.LoadCertificate(certificate.Der.Span);
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(hierarchy.Root.Der.Span));
            chain.ChainPolicy.ExtraStore.Add(X509CertificateLoader.LoadCertificate(hierarchy.Issuing.Der.Span));
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.DisableCertificateDownloads = true;
            chain.ChainPolicy.VerificationTime = Now.AddDays(1).UtcDateTime;
            return chain.Build(target) ? true : throw new WrongAnswerException("X509Chain refused a good path.");
        }

        public void Dispose()
        {
            certificate.Dispose();
            key.Dispose();
        }
    }
}
