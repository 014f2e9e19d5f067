using System.Security.Cryptography;
using CareIdentity.Bench.Measuring;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Issuing;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// <c>openssl ocsp</c> with an index of many certificates, signing on demand with P-256. It takes one connection at a time and hangs up after each
/// answer (HTTP/1.0), so it is asked over one. It would wait for ever for whoever connects and says nothing, hence its time limit, and that nobody
/// tries whether it listens; a round of it ends after a minute at the latest.
/// </summary>
internal sealed class OpenSslResponder : IAsyncDisposable
{
    private static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(1);

    private readonly PeerServer server;
    private readonly IReadOnlyList<byte[]> requests;

    private OpenSslResponder(PeerServer server, IReadOnlyList<byte[]> requests) => (this.server, this.requests) = (server, requests);

    /// <summary>In the folder of <see cref="CfsslAuthority"/>, with its keys. Null where it is not installed.</summary>
    public static async Task<OpenSslResponder?> StartAsync(string directory, int certificates, CancellationToken ct)
    {
        if (!File.Exists(Path.Combine(directory, "authority.pem")))
        {
            return null;
        }

        var serials = Enumerable.Range(0, certificates).Select(_ => SerialNumber.FromRandom(RandomNumberGenerator.GetBytes(SerialNumber.Octets))).ToList();
        await File.WriteAllLinesAsync(
            Path.Combine(directory, "ocsp-index.txt"), serials.Select((serial, i) => $"V\t491231235959Z\t\t{serial.ToString().ToUpperInvariant()}\tunknown\t/CN={i}"), ct);
        var server = await PeerServer.StartAsync(
            directory,
            "openssl",
            port =>
            [
                "ocsp", "-index", "ocsp-index.txt", "-port", $"{port}", "-rsigner", "responder.pem", "-rkey", "responder.key", "-CA", "authority.pem",
                "-nmin", "60", "-timeout", "2", "-ignore_err",
            ],
            ct,
            ready: "waiting for OCSP client connections");
        var authority = ParsedCertificate.FromPem(await File.ReadAllTextAsync(Path.Combine(directory, "authority.pem"), ct));
        return server is null
            ? null
            : new OpenSslResponder(server, [.. serials.Take(1_000).Select(serial => RawLoad.Post("/", OcspBench.Request(authority, serial.Value.ToArray(), nonce: true)))]);
    }

    public Task<Sample> RunAsync(int many) => RawLoad.RunAsync(server.Port, requests, 1, many).WaitAsync(LongestRound);

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
