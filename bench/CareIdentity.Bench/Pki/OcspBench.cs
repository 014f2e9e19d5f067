using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Data;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// OCSP over HTTP against the built service with a register of a million certificates: answers that are ready, by POST and GET, and answers
/// signed for one request. Beside them a bare Kestrel page of as many octets, CFSSL serving the same octets, and CFSSL and OpenSSL signing.
/// </summary>
internal sealed class OcspBench(BenchScale scale)
{
    private const string Name = "ocsp";
    private const int Connections = 32;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var directory = await world.TrainingCopyAsync(Name);
        await ManyCertificates.AddAsync(directory, scale.CertificatesOnFile, ct);
        using var peers = new TemporaryFolder();
        await using var service = await StartedHost.StartServiceAsync(directory);
        await using var bare = await StartedHost.StartBareAsync();
        using var http = service.Connect();
        var issuing = ParsedCertificate.Parse(await http.GetByteArrayAsync(new Uri("/pki/training-issuing.cer", UriKind.Relative), ct));
        var serials = await SerialsAsync(directory, ct);
        var requests = serials.ConvertAll(serial => Request(issuing, serial, nonce: false));
        var nonces = serials.ConvertAll(serial => Request(issuing, serial, nonce: true));
        var answers = new List<byte[]>();
        foreach (var request in requests)
        {
            answers.Add(await http.GetByteArrayAsync(new Uri("/pki/ocsp/" + Uri.EscapeDataString(Convert.ToBase64String(request)), UriKind.Relative), ct));
        }

        var paths = requests.ConvertAll(request => Uri.EscapeDataString(Convert.ToBase64String(request)));
        await using var cfssl = await StartCfsslAsync(peers.Path, answers, ct);
        await using var signing = await CfsslAuthority.StartAsync(peers.Path, ct);
        await using var openssl = await OpenSslResponder.StartAsync(peers.Path, scale.CertificatesInIndex, ct);
        var (ours, page) = (new Uri(service.Address).Port, new Uri(bare.Address).Port);
        var each = scale.RequestsPerClient * 4; // A second or two a round: in less it is the compiler and the first of each connection that are measured.

        var workloads = new List<Workload>
        {
            new("post", _ => RawLoad.RunAsync(ours, requests.ConvertAll(request => RawLoad.Post("/pki/ocsp", request)), Connections, each)),
            new("get", _ => RawLoad.RunAsync(ours, paths.ConvertAll(path => RawLoad.Get("/pki/ocsp/" + path)), Connections, each)),
            new("bare", _ => RawLoad.RunAsync(page, [RawLoad.Get($"/page/{answers[0].Length}")], Connections, each)),
            new("nonce", _ => RawLoad.RunAsync(ours, nonces.ConvertAll(request => RawLoad.Post("/pki/ocsp", request)), Connections, Math.Max(1, each / 2))),
        };
        if (cfssl is not null)
        {
            workloads.Add(new("cfssl", _ => RawLoad.RunAsync(cfssl.Port, requests.ConvertAll(request => RawLoad.Post("/", request)), Connections, Math.Max(1, each / 4))));
        }

        if (signing is not null)
        {
            workloads.Add(new("cfssl signing", _ => RawLoad.RunAsync(signing.Port, [signing.StatusRequest()], Connections, Math.Max(1, each / 4))));
        }

        if (openssl is not null)
        {
            workloads.Add(new("openssl", _ => openssl.RunAsync(Math.Max(10, each * 2))));
        }

        var all = (await Rounds.AlternateAsync(scale.Rounds, workloads, ct)).Zip(workloads, (rounds, workload) => (workload.Name, rounds)).ToDictionary(pair => pair.Name, pair => pair.rounds);
        return [.. Figures(all, answers[0].Length, scale.CertificatesOnFile)];
    }

    private static IEnumerable<Figure> Figures(Dictionary<string, Rounds> all, int octets, int certificates)
    {
        var with = $"{certificates:N0} certificates, {Connections} connections";
        var bare = $"bare Kestrel page of {octets:N0} octets";
        yield return WithAim(Figure.OfRates(Name, $"OCSP by POST, answers ready, {with}", all["post"], bare, all["bare"]), 0.75);
        yield return WithAim(Figure.OfRates(Name, $"OCSP by GET, answers ready, {with}", all["get"], bare, all["bare"]), 0.75);
        foreach (var method in new[] { "post", "get" })
        {
            var figure = Figure.OfRates(Name, $"OCSP by {method.ToUpperInvariant()}, slowest answer in a hundred, {with}", all[method], bare, all["bare"]);
            var (ours, theirs) = (all[method].Highest99 ?? 0, all["bare"].Highest99 ?? 0);
            yield return figure with { Unit = "ms", Ours = ours, Baseline = theirs, MillisecondsP50 = null, MillisecondsP99 = null, Aim = new Aim("p99 at most 4 ms", ours <= 4) };
        }

        if (all.TryGetValue("cfssl", out var cfssl))
        {
            yield return WithAim(Figure.OfRates(Name, $"OCSP by POST, answers ready, {with}", all["post"], "CFSSL ocspserve, the same octets", cfssl), 4);
        }

        yield return Figure.OfRates(Name, $"OCSP with nonce, signed on demand, {with}", all["nonce"], bare, all["bare"]);
        if (all.TryGetValue("cfssl signing", out var signing))
        {
            yield return WithAim(Figure.OfRates(Name, $"OCSP with nonce, signed on demand, {with}", all["nonce"], "CFSSL ocspsign, which looks nothing up", signing), 3);
        }

        if (all.TryGetValue("openssl", out var openssl))
        {
            yield return WithAim(Figure.OfRates(Name, $"OCSP with nonce, signed on demand, {with}", all["nonce"], "openssl ocsp, one connection after the other", openssl), 6);
        }
    }

    private static Figure WithAim(Figure figure, double times) => figure with { Aim = new Aim(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"at least {times} × {figure.BaselineIs}"), figure.Ratio >= times) };

    private static async Task<List<byte[]>> SerialsAsync(string directory, CancellationToken ct)
    {
        await using var connection = await DatabaseAddress.InFile(Path.Combine(directory, DatabaseAddress.FileName)).OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "select serial from certificates where status in ('Active', 'Revoked') order by fingerprint limit 4000";
        var serials = new List<byte[]>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            serials.Add(Convert.FromHexString(rows.GetString(0)));
        }

        return serials.Count > 0 ? serials : throw new WrongAnswerException("The training population has no certificates.");
    }

    /// <summary>As RFC 6960 §4.1.1 writes it, by SHA-256.</summary>
    internal static byte[] Request(ParsedCertificate issuer, byte[] serial, bool nonce)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                }

                writer.WriteOctetString(SHA256.HashData(issuer.Tbs.Subject.Span));
                writer.WriteOctetString(SHA256.HashData(SubjectPublicKey.Parse(issuer.PublicKey).KeyBits.Span));
                writer.WriteInteger(serial);
            }

            if (nonce)
            {
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2)))
                using (writer.PushSequence())
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier("1.3.6.1.5.5.7.48.1.2");
                    using (writer.PushOctetString())
                    {
                        writer.WriteOctetString(RandomNumberGenerator.GetBytes(32));
                    }
                }
            }
        }

        return writer.Encode();
    }

    private static async Task<PeerServer?> StartCfsslAsync(string folder, IReadOnlyList<byte[]> answers, CancellationToken ct)
    {
        await File.WriteAllLinesAsync(Path.Combine(folder, "responses"), answers.Select(Convert.ToBase64String), ct);
        return await PeerServer.StartAsync(folder, "cfssl", port => ["ocspserve", "-address", "127.0.0.1", "-port", $"{port}", "-responses", "responses", "-loglevel", "5"], ct);
    }
}
