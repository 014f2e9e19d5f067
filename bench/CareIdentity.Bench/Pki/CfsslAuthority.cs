using System.Text.Json;

namespace CareIdentity.Bench.Pki;

/// <summary>CFSSL as an authority with keys of its own (P-256, as ours): it signs certificates and OCSP answers over HTTP, and keeps nothing.</summary>
internal sealed class CfsslAuthority : IAsyncDisposable
{
    private readonly PeerServer server;
    private readonly string directory;

    private CfsslAuthority(PeerServer server, string directory) => (this.server, this.directory) = (server, directory);

    public int Port => server.Port;

    /// <summary>Null where it is not installed.</summary>
    public static async Task<CfsslAuthority?> StartAsync(string directory, CancellationToken ct)
    {
        await File.WriteAllTextAsync(
            Path.Combine(directory, "signing.json"), """{"signing":{"default":{"expiry":"17520h","usages":["digital signature","client auth"]}}}""", ct);
        foreach (var (name, extension) in new[] { ("authority", "basicConstraints=critical,CA:TRUE"), ("responder", "extendedKeyUsage=OCSPSigning") })
        {
            if (await PeerServer.RunAsync(
                directory, "openssl", ct, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", name + ".key", "-out", name + ".pem", "-subj", "/CN=" + name, "-days", "30", "-addext", extension) is not 0)
            {
                return null;
            }
        }

        await PeerServer.RunAsync(
            directory, "openssl", ct, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "card.key", "-out", "card.csr", "-subj", "/CN=555012345678");
        var server = await PeerServer.StartAsync(
            directory,
            "cfssl",
            port => ["serve", "-address", "127.0.0.1", "-port", $"{port}", "-ca", "authority.pem", "-ca-key", "authority.key", "-responder", "responder.pem", "-responder-key", "responder.key", "-config", "signing.json", "-loglevel", "5"],
            ct);
        return server is null ? null : new CfsslAuthority(server, directory);
    }

    /// <summary>That its own certificate is good.</summary>
    public byte[] StatusRequest() => Post("ocspsign", new { certificate = Read("authority.pem"), status = "good" });

    /// <summary>A certificate for the key of one request.</summary>
    public byte[] CertificateRequest() => Post("sign", new { certificate_request = Read("card.csr") });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static byte[] Post(string what, object body) => RawLoad.Post("/api/v1/cfssl/" + what, JsonSerializer.SerializeToUtf8Bytes(body), "application/json");

    private string Read(string name) => File.ReadAllText(Path.Combine(directory, name));
}
