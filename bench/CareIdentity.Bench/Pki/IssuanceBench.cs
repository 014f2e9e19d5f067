using System.Diagnostics;
using CareIdentity.Bench.Cards;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Revocation;
using CareIdentity.Smartcards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// Issuing as the service does it, on a PostgreSQL that syncs: proof of possession, lint, unique key and serial number, two commits with their events.
/// Each client is at work on a card of its own, somebody's own, by an operation of its own, as workstations are. Beside it CFSSL, which signs and keeps
/// nothing. Then how soon two nodes say that a certificate was revoked.
/// </summary>
internal sealed class IssuanceBench(BenchScale scale)
{
    private const string Name = "issuance";

    /// <summary>As many workstations as wait for answers of OCSP, and four times as many: a commit is for all that wait for it. The aims name no number and are asked of both.</summary>
    private const int Few = 32;
    private const int Many = 128;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        if (world.DurablePostgresAsync() is not { } creating)
        {
            await Console.Error.WriteLineAsync("issuance is left out: PostgreSQL is not installed.");
            return [];
        }

        await using var database = await creating;
        using var folder = new TemporaryFolder();
        await using var one = await StartedHost.StartServiceAsync(folder.Path, database.Url);
        await using var rooms = TrainingRooms.On(folder.Path, database.Address).BuildServiceProvider();
        return [.. await IssuedAsync(rooms, ct), .. await RevokedAsync(rooms, one, folder.Path, database.Url!, ct)];
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

        var cards = await CardsAsync(rooms, ct);
        using var memory = await MemoryAuthority.CreateAsync(ct);
        return [.. await AtOnceAsync(Few, rooms, cards, memory, cfssl, ct), .. await AtOnceAsync(Many, rooms, cards, memory, cfssl, ct)];
    }

    private async Task<IReadOnlyList<Figure>> AtOnceAsync(
        int clients, ServiceProvider rooms, IReadOnlyList<(CardToIssue Next, Guid SmartcardId)> cards, MemoryAuthority memory, CfsslAuthority cfssl, CancellationToken ct)
    {
        var each = Math.Max(2, scale.RequestsPerClient * 16 / clients); // As many of both, some seconds a round: nothing is left to be compiled.
        var rounds = await Rounds.AlternateAsync(
            scale.Rounds,
            [
                new Workload("ours", async _ =>
                {
                    var keys = Enumerable.Range(0, clients * each).Select(_ => NewKey()).ToList();
                    await CountAsync(rooms, ct);
                    return await Load.RunAsync(clients, each, (client, i) => IssueAsync(rooms, cards[client].Next, cards[client].SmartcardId, keys[(client * each) + i], ct));
                }),
                new Workload("in memory", async _ =>
                {
                    var keys = Enumerable.Range(0, clients * each).Select(_ => NewKey()).ToList();
                    return await Load.RunAsync(clients, each, (client, i) => memory.IssueAsync(keys[(client * each) + i], ct));
                }),
                new Workload("cfssl", _ => RawLoad.RunAsync(cfssl.Port, [cfssl.CertificateRequest()], clients, each)),
            ],
            ct);
        var figure = Figure.OfRates(Name, $"issued and kept with history, PostgreSQL with fsync, {clients} at once", rounds[0], "CFSSL sign, which keeps nothing", rounds[2]);
        var part = Figure.OfRates(Name, $"the part of it in memory: proof of possession, key policy, lint, signature, read back, {clients} at once", rounds[1], "CFSSL sign", rounds[2]);
        return
        [
            figure with { Aim = new Aim("at least 0.5 × CFSSL", figure.Ratio >= 0.5) },
            part with { Aim = new Aim("at least 2 × CFSSL", part.Ratio >= 2) },
        ];
    }

    /// <summary>One for each client.</summary>
    private static async Task<IReadOnlyList<(CardToIssue Next, Guid SmartcardId)>> CardsAsync(ServiceProvider rooms, CancellationToken ct)
    {
        var (cards, waiting) = (new List<(CardToIssue, Guid)>(), new CardsToIssue(rooms));
        await using var scope = rooms.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<SmartcardQueries>();
        for (var client = 0; client < Many; client++)
        {
            var next = await waiting.NextAsync(ct);
            next.Card.Dispose();
            cards.Add((next, (await queries.FindAsync(CareIdentity.Smartcards.CardSerial.Parse(next.Card.Serial.ToString()), ct))!.Id));
        }

        return cards;
    }

    /// <summary>What the server does by itself within a minute: until it has counted a table that grows, it reads it whole, as the empty one that it was.</summary>
    private static async Task CountAsync(ServiceProvider rooms, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Database.ExecuteSqlAsync($"analyze", ct);
    }

    private static async Task IssueAsync(ServiceProvider rooms, CardToIssue next, Guid smartcardId, CertifiedKey key, CancellationToken ct)
    {
        key.RequireProof();
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

    private async Task<IReadOnlyList<Figure>> RevokedAsync(ServiceProvider rooms, StartedHost one, string directory, string database, CancellationToken ct)
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

        var list = await nodes.ListedAsync(cards.Take(scale.Issues).Last(), ct);
        seen.Sort();
        var worst = seen[(int)Math.Ceiling((seen.Count * 0.99) - 1)];
        var status = new Figure
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
        return
        [
            status,
            new Figure
            {
                Name = Name,
                What = "from the last of them to the shard that its certificate names, on two nodes",
                Unit = "s",
                Ours = list,
                BaselineIs = "what the certificate policy promises",
                Baseline = 60,
                Aim = new Aim("at most 60 s", list <= 60),
            },
        ];
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

    private static CertifiedKey NewKey() => CertifiedKey.Create();

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

        /// <summary>Seconds until both serve the shard with this certificate in it; asked right after it was revoked.</summary>
        public async Task<double> ListedAsync(CertificateRecord card, CancellationToken ct)
        {
            var started = Stopwatch.GetTimestamp();
            var serial = Convert.FromHexString(card.Serial);
            foreach (var client in clients)
            {
                var shard = new Uri(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/pki/training-issuing/{card.CrlShard}.crl"), UriKind.Relative);
                while ((await client.GetByteArrayAsync(shard, ct)).AsSpan().IndexOf(serial) < 0)
                {
                    if (Stopwatch.GetElapsedTime(started) > TimeSpan.FromMinutes(5))
                    {
                        throw new WrongAnswerException("A revoked certificate did not come onto its list.");
                    }

                    await Task.Delay(100, ct);
                }
            }

            return Stopwatch.GetElapsedTime(started).TotalSeconds;
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
