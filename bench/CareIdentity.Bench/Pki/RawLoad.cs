using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// HTTP/1.1 over plain sockets, one request after the other on each connection: a client that costs so little that the server is what is
/// measured. Every answer is checked for its status, and where it has a length for that length.
/// </summary>
internal static class RawLoad
{
    /// <summary>Those requests in turn, on so many connections.</summary>
    public static async Task<Sample> RunAsync(int port, IReadOnlyList<byte[]> requests, int connections, int requestsPerConnection)
    {
        var clients = new List<Connection>();
        for (var i = 0; i < connections; i++)
        {
            clients.Add(await Connection.OpenAsync(port));
        }

        try
        {
            return await Load.RunAsync(connections, requestsPerConnection, (client, i) => clients[client].AskAsync(requests[(client + (i * connections)) % requests.Count]));
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static byte[] Post(string path, byte[] body, string type = "application/ocsp-request") =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n")), .. body];

    private sealed class Connection(int port, Socket socket) : IDisposable
    {
        private readonly byte[] buffer = new byte[16 * 1024];
        private Socket socket = socket;

        public static async Task<Connection> OpenAsync(int port) => new(port, await ConnectAsync(port));

        public async Task AskAsync(byte[] request)
        {
            await socket.SendAsync(request);
            var (filled, header, length) = (0, -1, 0);
            while (header < 0 || (length >= 0 && filled < header + length))
            {
                var read = await ReadAsync(filled);
                if (read == 0)
                {
                    break;
                }

                filled += read;
                if (header < 0 && buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                {
                    (header, length) = (end + 4, Length(Encoding.ASCII.GetString(buffer, 0, end)));
                }
            }

            if (header < 0 || filled < header + Math.Max(length, 1))
            {
                throw new WrongAnswerException($"Port {port} broke off an answer.");
            }

            if (length < 0)
            {
                // A server of HTTP/1.0 says where its answer ends by hanging up.
                socket.Dispose();
                socket = await ConnectAsync(port);
            }
        }

        public void Dispose() => socket.Dispose();

        /// <summary>A server that hangs up hard after its answer has ended the answer.</summary>
        private async Task<int> ReadAsync(int filled)
        {
            try
            {
                return await socket.ReceiveAsync(buffer.AsMemory(filled));
            }
            catch (SocketException reset) when (filled > 0 && reset.SocketErrorCode is SocketError.ConnectionReset)
            {
                return 0;
            }
        }

        private static int Length(string head)
        {
            if (!head.Contains(" 200 ", StringComparison.Ordinal))
            {
                throw new WrongAnswerException($"The answer was {head.Split('\r')[0]}.");
            }

            var line = head.Split("\r\n").FirstOrDefault(l => l.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
            return head.StartsWith("HTTP/1.0", StringComparison.Ordinal) || line is null ? -1 : int.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }

        private static async Task<Socket> ConnectAsync(int port)
        {
            var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await made.ConnectAsync(IPAddress.Loopback, port);
            return made;
        }
    }
}
