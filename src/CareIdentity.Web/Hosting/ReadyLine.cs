using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// Writes <c>Ready: http://localhost:N</c> once the service has answered its own question over that address: whoever reads the
/// line can rely on the next request.
/// </summary>
internal static class ReadyLine
{
    /// <summary>Null where the server is a test's, which listens nowhere.</summary>
    public static ICollection<string>? Addresses(WebApplication service) =>
        service.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses;

    /// <summary>The answer comes when the set-up is made.</summary>
    public static async Task AskAsync(WebApplication service, CancellationToken ct)
    {
        if (Port(service) is { } port && !await IsReadyAsync(port, ct) && !ct.IsCancellationRequested)
        {
            throw new StartRefusedException("It listens, but is not ready: the database does not answer. See the log above.");
        }
    }

    public static async Task WriteAsync(WebApplication service, TextWriter output)
    {
        if (Port(service) is { } port)
        {
            await output.WriteLineAsync($"Ready: http://localhost:{port}");
            await output.FlushAsync(CancellationToken.None);
        }
    }

    private static int? Port(WebApplication service) => Addresses(service)?.FirstOrDefault() is { } address ? new Uri(address).Port : null;

    /// <summary>Asked by hand: the framework's client would take a tenth of a second of the start to be there, and nothing else of a start needs it.</summary>
    private static async Task<bool> IsReadyAsync(int port, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {HealthEndpoints.Ready} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"), ct);
        var status = new byte["HTTP/1.1 200".Length];
        await stream.ReadExactlyAsync(status, ct);
        return status.AsSpan().SequenceEqual("HTTP/1.1 200"u8);
    }
}
