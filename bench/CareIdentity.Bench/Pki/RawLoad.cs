using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using CareIdentity.Bench.Measuring;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// HTTP/1.1 over plain sockets, one request after the other on each connection, all of them on one thread that asks the kernel which have an
/// answer: a client that costs so little that the server is what is measured.
/// </summary>
internal static class RawLoad
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(30);

    /// <summary>Those requests in turn, on so many connections.</summary>
    public static Task<Sample> RunAsync(int port, IReadOnlyList<byte[]> requests, int connections, int requestsPerConnection) =>
        Task.Factory.StartNew(() => Run(port, requests, connections, requestsPerConnection), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static byte[] Get(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    public static byte[] Post(string path, byte[] body, string type = "application/ocsp-request") =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n")), .. body];

    private static Sample Run(int port, IReadOnlyList<byte[]> requests, int connections, int each)
    {
        var (clients, times) = (new Dictionary<Socket, RawConnection>(), new List<double>(connections * each));
        try
        {
            for (var i = 0; i < connections; i++)
            {
                var first = i; // Each begins elsewhere; the sequence is read later, when the loop is over.
                var client = new RawConnection(port, Enumerable.Range(0, each).Select(n => requests[(first + (n * connections)) % requests.Count]).GetEnumerator());
                clients.Add(client.Socket, client);
            }

            var begun = Stopwatch.GetTimestamp();
            var asking = clients.Values.Where(client => client.AskNext()).Select(client => client.Socket).ToHashSet();
            var ready = new List<Socket>(connections);
            while (asking.Count > 0)
            {
                ready.Clear();
                ready.AddRange(asking);
                Socket.Select(ready, null, null, LongestSilence);
                if (ready.Count == 0)
                {
                    throw new WrongAnswerException($"Port {port} says nothing.");
                }

                foreach (var socket in ready)
                {
                    var client = clients[socket];
                    if (!client.HasAnswer(out var took))
                    {
                        continue;
                    }

                    times.Add(took);
                    asking.Remove(socket);
                    if (client.AskNext())
                    {
                        asking.Add(client.Socket);
                        clients[client.Socket] = client; // Of a server of HTTP/1.0 it is another one.
                    }
                }
            }

            return new Sample(times.Count, Stopwatch.GetElapsedTime(begun), times);
        }
        finally
        {
            foreach (var client in clients.Values)
            {
                client.Dispose();
            }
        }
    }
}
