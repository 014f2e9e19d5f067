using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Iso7816.Channels;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// Puts a virtual card into a reader of <c>vpcd</c>, the PC/SC driver of vsmartcard that waits on a TCP port for a card: every PC/SC program
/// sees it as a real one. Guarantees: as long as it runs, the card is in the reader or on its way back into it; what the card keeps without power
/// is kept before its answer leaves.
/// </summary>
/// <remarks>
/// vpcd sends a length (16 bits, most significant byte first) and that many bytes: one byte for what a reader does to its contacts, a command otherwise.
/// The card answers in the same frame, to the contacts only where they ask for the answer to reset.
/// </remarks>
public sealed class VpcdLink(VirtualCard card, IPEndPoint reader, TimeProvider clock)
{
    /// <summary>Where vpcd waits as Debian configures it; the reader beside it is the next port.</summary>
    public const int DefaultPort = 35963;

    private const byte PowerOff = 0;
    private const byte PowerOn = 1;
    private const byte Reset = 2;
    private const byte AnswerToReset = 4;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(250);

    /// <summary>The driver takes the card out of a connection that ends and needs a moment to see that it did.</summary>
    private static readonly TimeSpan BeforeReinsertion = TimeSpan.FromMilliseconds(500);

    /// <summary>Told once for each time that the card goes into the reader.</summary>
    public Action? Inserted { get; init; }

    /// <summary>Told once when nobody waits for a card at the port, and not again before somebody did.</summary>
    public Action? NobodyWaits { get; init; }

    /// <summary>Takes a line for all that passes, without secrets and without what is on the card (<see cref="Trace"/>).</summary>
    public Action<string>? Write { get; init; }

    /// <summary>Where the card is kept; null for a card that is only in memory.</summary>
    public VirtualCardFile? File { get; init; }

    /// <summary>Until it is cancelled, or the card is taken out of the reader by a fault or <see cref="VirtualCard.Remove"/>.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var isWaiting = false;
        while (card.IsInReader)
        {
            using var socket = new Socket(reader.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(reader, ct);
                isWaiting = false;
                Inserted?.Invoke();
                await ServeAsync(socket, ct);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused && !isWaiting)
            {
                isWaiting = true;
                NobodyWaits?.Invoke();
            }
            catch (Exception e) when (e is SocketException or EndOfStreamException)
            {
                // pcscd ended, or will be there in a moment.
            }
            catch (CardRemovedException)
            {
                await Task.Delay(BeforeReinsertion, clock, ct);
            }

            card.Reset();
            await Task.Delay(BetweenAttempts, clock, ct);
        }
    }

    private async Task ServeAsync(Socket socket, CancellationToken ct)
    {
        var frame = new byte[2 + ushort.MaxValue];
        while (true)
        {
            var length = await ReadFrameAsync(socket, frame, ct);
            if (length != 1)
            {
                await SendAsync(socket, await AnswerAsync(frame.AsMemory(2, length), ct), ct);
                CryptographicOperations.ZeroMemory(frame.AsSpan(2, length));
                continue;
            }

            switch (frame[2])
            {
                case PowerOff or PowerOn or Reset:
                    Write?.Invoke($"- {(frame[2] == PowerOff ? "power off" : frame[2] == PowerOn ? "power on" : "reset")}");
                    card.Reset();
                    break;
                case AnswerToReset:
                    await SendAsync(socket, card.Model.Atr, ct);
                    break;
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> AnswerAsync(ReadOnlyMemory<byte> command, CancellationToken ct)
    {
        Write?.Invoke(CommandApdu.Decode(command.Span) is { } understood ? $"> {Trace.Describe(understood)}" : $"> {command.Length} bytes that are no command");
        var started = clock.GetTimestamp();
        byte[] answer;
        try
        {
            answer = await card.TransmitAsync(command, clock, ct);
        }
        catch (CardRemovedException)
        {
            Write?.Invoke("< the card lost its power");
            throw;
        }
        finally
        {
            File?.Keep(card);
        }

        Write?.Invoke(string.Create(
            CultureInfo.InvariantCulture, $"< {ResponseApdu.Decode(answer)} ({clock.GetElapsedTime(started).TotalMilliseconds:F1} ms)"));
        return answer;
    }

    private static async ValueTask<int> ReadFrameAsync(Socket socket, byte[] frame, CancellationToken ct)
    {
        await ReadAsync(socket, frame.AsMemory(0, 2), ct);
        var length = BinaryPrimitives.ReadUInt16BigEndian(frame);
        await ReadAsync(socket, frame.AsMemory(2, length), ct);
        return length;
    }

    private static async ValueTask ReadAsync(Socket socket, Memory<byte> wanted, CancellationToken ct)
    {
        while (!wanted.IsEmpty)
        {
            AcknowledgeAtOnce(socket);
            var read = await socket.ReceiveAsync(wanted, ct);
            wanted = read > 0 ? wanted[read..] : throw new EndOfStreamException("The reader closed the connection.");
        }
    }

    private static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> answer, CancellationToken ct)
    {
        var frame = new byte[2 + answer.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, checked((ushort)answer.Length));
        answer.CopyTo(frame.AsMemory(2));
        for (ReadOnlyMemory<byte> rest = frame; !rest.IsEmpty;)
        {
            rest = rest[await socket.SendAsync(rest, ct)..];
        }

        AcknowledgeAtOnce(socket);
    }

    // vpcd writes the length and the command separately with Nagle's algorithm on, so the second waits for our acknowledgement of the first,
    // which Linux delays by 40 ms. TCP_QUICKACK (tcp(7)) is forgotten by the kernel again and again: hence before every read.
    private static void AcknowledgeAtOnce(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            const int IpprotoTcp = 6;
            const int TcpQuickAck = 12;
            socket.SetRawSocketOption(IpprotoTcp, TcpQuickAck, [1, 0, 0, 0]);
        }
    }
}
