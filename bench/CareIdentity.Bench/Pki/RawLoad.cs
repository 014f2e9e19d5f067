using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// HTTP/1.1 over plain sockets, one request after the other on each connection: a client that costs so little that the server is what is
/// measured. Every answer is checked for its status, and where it has a length for that length; one of OCSP for its own status, too.
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

        /// <summary>Null after a server of HTTP/1.0 has hung up. Not before somebody asks is there another: such a server would wait for its request.</summary>
        private Socket? socket = socket;

        public static async Task<Connection> OpenAsync(int port) => new(port, await ConnectAsync(port));

        public async Task AskAsync(byte[] request)
        {
            socket ??= await ConnectAsync(port);
            await socket.SendAsync(request);
            var (filled, header, length, isOcsp) = (0, -1, 0, false);
            while (header < 0 || (length >= 0 && filled < header + length))
            {
                var read = await ReadAsync(socket, filled);
                if (read == 0)
                {
                    break;
                }

                filled += read;
                if (header < 0 && buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                {
                    var head = Encoding.ASCII.GetString(buffer, 0, end);
                    (header, length, isOcsp) = (end + 4, Length(head), head.Contains("application/ocsp-response", StringComparison.OrdinalIgnoreCase));
                }
            }

            if (header < 0 || filled < header + Math.Max(length, 1))
            {
                throw new WrongAnswerException($"Port {port} broke off an answer.");
            }

            if (isOcsp && !IsSuccessful(buffer.AsSpan(header, filled - header)))
            {
                throw new WrongAnswerException($"Port {port} answered that it does not answer.");
            }

            if (length < 0)
            {
                // A server of HTTP/1.0 says where its answer ends by hanging up.
                socket.Dispose();
                socket = null;
            }
        }

        public void Dispose() => socket?.Dispose();

        /// <summary>OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, … } (RFC 6960 §4.2.1): "try later" is sooner said than an answer, and is none.</summary>
        private static bool IsSuccessful(ReadOnlySpan<byte> der)
        {
            var at = der.Length > 1 && der[1] >= 0x80 ? 2 + (der[1] & 0x7F) : 2;
            return der.Length >= at + 3 && der.Slice(at, 3).SequenceEqual((ReadOnlySpan<byte>)[0x0A, 1, 0]);
        }

        /// <summary>A server that hangs up hard after its answer has ended the answer.</summary>
        private async Task<int> ReadAsync(Socket socket, int filled)
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
