using System.Diagnostics;
using System.Security.Cryptography;
using CareIdentity.Bench.Cards;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;
using CareIdentity.Pki.Revocation;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// Issuing as the service does it, on PostgreSQL: proof of possession, lint, unique key and serial number, two commits with their events.
/// Beside it CFSSL, which signs and keeps nothing. Then how soon two nodes say that a certificate was revoked.
/// </summary>
internal sealed class IssuanceBench(BenchScale scale)
{
    private const string Name = "issuance";
    private const int AtOnce = 32;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        if (world.PostgresAsync() is not { } creating)
        {
            await Console.Error.WriteLineAsync("issuance is left out: PostgreSQL is not installed.");
            return [];
        }

        await using var database = await creating;
        using var folder = new TemporaryFolder();
        await using var one = await StartedHost.StartServiceAsync(folder.Path, database.Url);
        await using var rooms = TrainingRooms.On(folder.Path, database.Address).BuildServiceProvider();
        return [.. await IssuedAsync(rooms, ct), await RevokedAsync(rooms, one, folder.Path, database.Url!, ct)];
    }

    private async Task<IReadOnlyList<Figure>> IssuedAsync(ServiceProvider rooms, CancellationToken ct)
    {
        using var peers = new TemporaryFolder();
        await using var cfssl = await CfsslAuthority.StartAsync(peers.Path, ct);
        if (cfssl is null)
        {
            await Console.Error.WriteLineAsync("issuance is left out: CFSSL is not installed.");
            return [];
        }

        var next = await new CardsToIssue(rooms).NextAsync(ct);
        next.Card.Dispose();
        await using var scope = rooms.CreateAsyncScope();
        var card = (await scope.ServiceProvider.GetRequiredService<SmartcardQueries>().FindAsync(CareIdentity.Smartcards.CardSerial.Parse(next.Card.Serial.ToString()), ct))!;
        var each = Math.Max(2, scale.RequestsPerClient / 8);
        var rounds = await Rounds.AlternateAsync(
            scale.Rounds,
            [
                new Workload("ours", async _ =>
                {
                    var keys = Enumerable.Range(0, AtOnce * each).Select(_ => NewKey()).ToList();
                    return await Load.RunAsync(AtOnce, each, (client, i) => IssueAsync(rooms, next, card.Id, keys[(client * each) + i], ct));
                }),
                new Workload("cfssl", _ => RawLoad.RunAsync(cfssl.Port, [cfssl.CertificateRequest()], AtOnce, each)),
            ],
            ct);
        var figure = Figure.OfRates(Name, $"issued and kept with history, PostgreSQL, {AtOnce} at once", rounds[0], "CFSSL sign, which keeps nothing", rounds[1]);
        return [figure with { Aim = new Aim("at least 0.5 × CFSSL", figure.Ratio >= 0.5) }];
    }

    private static async Task IssueAsync(ServiceProvider rooms, CardToIssue next, Guid smartcardId, CertifiedKey key, CancellationToken ct)
    {
        using (var verifier = SignatureVerifier.For(key.Public))
        {
            if (!verifier.Verify(SignatureAlgorithm.EcdsaSha256, key.Challenge, key.Proof))
            {
                throw new WrongAnswerException("A right proof was refused.");
            }
        }

        await using var scope = rooms.CreateAsyncScope();
        var issued = await scope.ServiceProvider.GetRequiredService<IssueCertificate>().ExecuteAsync(
            new CertificateOrder
            {
                Kind = CertificateKind.Authentication,
                PublicKey = key.Public,
                Uuid = next.Uuid,
                ProfileId = next.ProfileId,
                SmartcardId = smartcardId,
                OperationId = next.OperationId,
                NotBefore = SetUpIssuers.WholeSeconds(TimeProvider.System.GetUtcNow()),
            },
            Actor.Service,
            ct);
        if (issued.Refusal is { } refusal)
        {
            throw new WrongAnswerException(refusal.Message);
        }
    }

    private async Task<Figure> RevokedAsync(ServiceProvider rooms, StartedHost one, string directory, string database, CancellationToken ct)
    {
        await using var other = await StartedHost.StartServiceAsync(directory, database);
        using var nodes = new Nodes(one, other);
        await using var scope = rooms.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
        var cards = await db.Certificates.AsNoTracking().Where(c => c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication).OrderBy(c => c.Id).ToListAsync(ct);
        var issuing = ParsedCertificate.Parse(await nodes.IssuingAsync(ct));
        var (seen, asked) = (new List<double>(), new List<double>());
        foreach (var card in cards.Take(scale.Issues))
        {
            var request = OcspBench.Request(issuing, Convert.FromHexString(card.Serial), nonce: false);
            asked.Add(await nodes.TimedAsync(request, revoked: false, ct));
            await RevokeAsync(rooms, card.SmartcardId, ct);
            seen.Add(await nodes.TimedAsync(request, revoked: true, ct));
        }

        seen.Sort();
        var worst = seen[(int)Math.Ceiling((seen.Count * 0.99) - 1)];
        return new Figure
        {
            Name = Name,
            What = $"from a revocation to \"revoked\" on two nodes, {seen.Count} of them",
            Unit = "ms",
            Ours = Rounds.Median(seen),
            BaselineIs = "one OCSP answer of both",
            Baseline = Rounds.Median(asked),
            MillisecondsP50 = Rounds.Median(seen),
            MillisecondsP99 = worst,
            Aim = new Aim("p99 at most 1 s", worst <= 1_000),
        };
    }

    private static async Task RevokeAsync(ServiceProvider rooms, Guid smartcardId, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        var cancelled = await scope.ServiceProvider.GetRequiredService<CancelSmartcard>().ExecuteAsync(
            new CancelSmartcardRequest { SmartcardId = smartcardId, Why = CancelReason.Damaged }, Actor.Service, ct);
        if (cancelled.Refusal is { } refusal)
        {
            throw new WrongAnswerException(refusal.Message);
        }
    }

    private static CertifiedKey NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var challenge = RandomNumberGenerator.GetBytes(32);
        return new CertifiedKey(key.ExportSubjectPublicKeyInfo(), challenge, key.SignData(challenge, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private sealed record CertifiedKey(byte[] Public, byte[] Challenge, byte[] Proof);

    /// <summary>Two nodes of one service, asked over HTTP.</summary>
    private sealed class Nodes(StartedHost one, StartedHost other) : IDisposable
    {
        private readonly HttpClient[] clients = [one.Connect(), other.Connect()];

        public Task<byte[]> IssuingAsync(CancellationToken ct) => clients[0].GetByteArrayAsync(new Uri("/pki/training-issuing.cer", UriKind.Relative), ct);

        /// <summary>Milliseconds until both say so.</summary>
        public async Task<double> TimedAsync(byte[] request, bool revoked, CancellationToken ct)
        {
            var started = Stopwatch.GetTimestamp();
            foreach (var client in clients)
            {
                while (await IsRevokedAsync(client, request, ct) != revoked)
                {
                    if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                    {
                        throw new WrongAnswerException("A node did not take notice of a revocation.");
                    }

                    await Task.Delay(5, ct);
                }
            }

            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        public void Dispose() => Array.ForEach(clients, client => client.Dispose());

        private static async Task<bool> IsRevokedAsync(HttpClient client, byte[] request, CancellationToken ct)
        {
            using var content = new ByteArrayContent(request);
            content.Headers.ContentType = new("application/ocsp-request");
            using var answer = await client.PostAsync(new Uri("/pki/ocsp", UriKind.Relative), content, ct);
            var der = await answer.Content.ReadAsByteArrayAsync(ct);

            // CertStatus is [0] NULL for good and a constructed [1] for revoked (RFC 6960 §4.2.1), right after the serial number asked for.
            var serial = request.AsSpan(request.AsSpan().LastIndexOf([(byte)0x02, (byte)0x14]) + 2, 20);
            return der[der.AsSpan().IndexOf(serial) + 20] == 0xA1;
        }
    }
}
