using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Bench.Measuring;
using CareIdentity.Testing;
using CareIdentity.Testing.Limbo;

namespace CareIdentity.Bench.Pki;

/// <summary>The path validation cases of x509-limbo, from octets to verdict: by ours and by <see cref="X509Chain"/>, and how many each decides as expected.</summary>
internal static class LimboBench
{
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(string name, int rounds, CancellationToken ct)
    {
        if (SharedData.Find(LimboCase.File) is not { } file)
        {
            await Console.Error.WriteLineAsync("the cases of x509-limbo are left out: they are not here.");
            return [];
        }

        var cases = LimboCase.Read(file);
        var all = await Rounds.AlternateAsync(
            rounds,
            [
                new Workload("ours", _ => Load.RunAsync(1, cases.Count, (_, i) => Task.FromResult(cases[i].WhyNot()))),
                new Workload("framework", _ => Load.RunAsync(1, cases.Count, (_, i) => Task.FromResult(ByFramework(cases[i])))),
            ],
            ct);
        var (ours, framework) = (cases.Count(one => one.WhyNot() is null == one.ExpectsSuccess), cases.Count(one => ByFramework(one) == one.ExpectsSuccess));
        var (accepts, alsoAccepts) = (cases.Count(one => one.WhyNot() is null && !one.ExpectsSuccess), cases.Count(one => ByFramework(one) && !one.ExpectsSuccess));
        return
        [
            Figure.OfRates(name, $"limbo: {cases.Count} cases, from octets to verdict", all[0], "X509Chain", all[1]) with { Aim = new Aim("at least 5 × X509Chain", all[0].PerSecond >= 5 * all[1].PerSecond) },
            new Figure
            {
                Name = name,
                What = $"limbo: decided as expected, of {cases.Count}; wrongly accepted: {accepts}, by X509Chain {alsoAccepts}",
                Unit = "cases",
                Ours = ours,
                BaselineIs = "X509Chain",
                Baseline = framework,
                Aim = new Aim("more than X509Chain", ours > framework),
            },
        ];
    }

    /// <summary>As well as it can be asked: own trust, the intermediates, the time and the purpose; its revocation checks know no lists that are given.</summary>
    private static bool ByFramework(LimboCase one)
    {
        using var chain = new X509Chain();
        try
        {
            using var peer = X509CertificateLoader.LoadCertificate(one.Peer);
            var policy = chain.ChainPolicy;
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.RevocationMode = X509RevocationMode.NoCheck;
            policy.DisableCertificateDownloads = true;
            policy.VerificationTime = one.At.UtcDateTime;
            Add(policy.CustomTrustStore, one.Trusted);
            Add(policy.ExtraStore, one.Untrusted);
            if (one.Requirements.ExtendedKeyUsage is { } purpose)
            {
                policy.ApplicationPolicy.Add(new Oid(purpose.ToString()));
            }

            return chain.Build(peer);
        }
        catch (CryptographicException)
        {
            return false;
        }
        finally
        {
            foreach (var element in chain.ChainPolicy.CustomTrustStore.Concat(chain.ChainPolicy.ExtraStore))
            {
                element.Dispose();
            }
        }
    }

    private static void Add(X509Certificate2Collection store, IReadOnlyList<byte[]> certificates)
    {
        foreach (var der in certificates)
        {
            store.Add(X509CertificateLoader.LoadCertificate(der));
        }
    }
}
