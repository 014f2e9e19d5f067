using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CareIdentity.EndToEnd;

/// <summary>Pages of a test's own at a port that the system chose, on both loopback addresses, so that one server is several origins.</summary>
public sealed class PageServer : IDisposable
{
    private readonly TcpListener listener = TcpListener.Create(0);
    private readonly CancellationTokenSource stop = new();

    public PageServer()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>Pages by path, beside those that are always there.</summary>
    public Dictionary<string, string> Pages { get; } = [];

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task ServeAsync()
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

        var body = Pages.GetValueOrDefault(path) ?? (path == "/frame" ? $"<iframe src='http://localhost:{Port}/'></iframe>" : "<p>A page.</p>");
        var headers = path == "/sandboxed" ? "Content-Security-Policy: sandbox allow-scripts\r\n" : "";
        var answer = $"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
    }
}
