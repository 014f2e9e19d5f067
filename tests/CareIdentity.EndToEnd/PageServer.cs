using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CareIdentity.EndToEnd;

/// <summary>Pages of a test's own at a port that the system chose: as localhost, and as another host of this machine, so that one server is two origins.</summary>
public sealed class PageServer : IDisposable
{
    private static readonly IPAddress Another = IPAddress.Parse("127.0.0.2");

    private readonly TcpListener own = new(IPAddress.Loopback, 0);
    private readonly TcpListener foreign;
    private readonly CancellationTokenSource stop = new();

    public PageServer()
    {
        own.Start();
        var port = ((IPEndPoint)own.LocalEndpoint).Port;
        foreign = new TcpListener(Another, port);
        foreign.Start();
        (Own, Foreign) = ($"http://localhost:{port}", $"http://{Another}:{port}");
        _ = ServeAsync(own);
        _ = ServeAsync(foreign);
    }

    /// <summary>An origin that the extension listens to.</summary>
    public string Own { get; }

    /// <summary>One that it does not.</summary>
    public string Foreign { get; }

    public void Dispose()
    {
        stop.Cancel();
        own.Dispose();
        foreign.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync(TcpListener listener)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var owned = client;
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var path = (await reader.ReadLineAsync())?.Split(' ').ElementAtOrDefault(1) ?? "/";
        while (await reader.ReadLineAsync() is { Length: > 0 })
        {
        }

        var body = path == "/frame" ? $"<iframe src='{Own}/'></iframe>" : "<p>A page.</p>";
        var headers = path == "/sandboxed" ? "Content-Security-Policy: sandbox allow-scripts\r\n" : "";
        var answer = $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
    }
}
