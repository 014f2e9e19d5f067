using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// One connection of <see cref="RawLoad"/> and what it has still to ask. Every answer is checked for its status, and where it has a length for
/// that length; one of OCSP for its own status, too.
/// </summary>
internal sealed class RawConnection(int port, IEnumerator<byte[]> requests) : IDisposable
{
    private readonly byte[] buffer = new byte[16 * 1024];
    private long asked;
    private int filled;

    /// <summary>Where the body begins and how long it is; -1 where the header has not ended, or the server ends its answer by hanging up.</summary>
    private (int At, int Length) body = (-1, -1);
    private bool isOver;

    public Socket Socket { get; private set; } = Connect(port);

    /// <summary>False when there is nothing more to ask.</summary>
    public bool AskNext()
    {
        if (!requests.MoveNext())
        {
            return false;
        }

        // Not before somebody asks: a server of HTTP/1.0 would wait for the request of whoever is connected.
        Socket = isOver ? Connect(port) : Socket;
        (filled, body, isOver, asked) = (0, (-1, -1), false, Stopwatch.GetTimestamp());
        Socket.Send(requests.Current);
        return true;
    }

    /// <summary>Takes what has come; true when that was the rest, with the milliseconds since it was asked.</summary>
    public bool HasAnswer(out double milliseconds)
    {
        var read = Receive();
        filled += read;
        if (body.At < 0 && buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            body = (end + 4, LengthIn(buffer.AsSpan(0, end + 2)));
        }

        milliseconds = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
        if (read > 0 && (body.At < 0 || body.Length < 0 || filled < body.At + body.Length))
        {
            return false;
        }

        Check(buffer.AsSpan(0, filled));
        if (body.Length < 0)
        {
            isOver = true;
            Socket.Dispose();
        }

        return true;
    }

    public void Dispose()
    {
        Socket.Dispose();
        requests.Dispose();
    }

    private void Check(ReadOnlySpan<byte> answer)
    {
        if (body.At < 0 || answer.Length < body.At + Math.Max(body.Length, 1))
        {
            throw new WrongAnswerException($"Port {port} broke off an answer.");
        }

        if (answer[..body.At].IndexOf("application/ocsp-response"u8) >= 0 && !IsSuccessful(answer[body.At..]))
        {
            throw new WrongAnswerException($"Port {port} answered that it does not answer.");
        }
    }

    /// <summary>OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, … } (RFC 6960 §4.2.1): "try later" is sooner said than an answer, and is none.</summary>
    private static bool IsSuccessful(ReadOnlySpan<byte> der)
    {
        var at = der.Length > 1 && der[1] >= 0x80 ? 2 + (der[1] & 0x7F) : 2;
        return der.Length >= at + 3 && der.Slice(at, 3).SequenceEqual((ReadOnlySpan<byte>)[0x0A, 1, 0]);
    }

    /// <summary>A server that hangs up hard after its answer has ended the answer.</summary>
    private int Receive()
    {
        try
        {
            return Socket.Receive(buffer.AsSpan(filled));
        }
        catch (SocketException reset) when (filled > 0 && reset.SocketErrorCode is SocketError.ConnectionReset)
        {
            return 0;
        }
    }

    /// <summary>Every line of the head ends in CR LF. -1 where it names no length, or the version that ends an answer by hanging up.</summary>
    private static int LengthIn(ReadOnlySpan<byte> head)
    {
        var first = head[..head.IndexOf("\r\n"u8)];
        if (first.IndexOf(" 200"u8) < 0)
        {
            throw new WrongAnswerException($"The answer was {Encoding.ASCII.GetString(first)}.");
        }

        for (var rest = head[(first.Length + 2)..]; !rest.IsEmpty;)
        {
            var line = rest[..rest.IndexOf("\r\n"u8)];
            rest = rest[(line.Length + 2)..];
            if (line.Length > 15 && Ascii.EqualsIgnoreCase(line[..15], "Content-Length:"u8))
            {
                return first.StartsWith("HTTP/1.0"u8) ? -1 : int.Parse(line[15..], NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }
        }

        return -1;
    }

    private static Socket Connect(int port)
    {
        var made = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        made.Connect(IPAddress.Loopback, port);
        return made;
    }
}
