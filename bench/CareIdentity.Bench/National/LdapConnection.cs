using System.Formats.Asn1;
using System.Net;
using System.Net.Sockets;

namespace CareIdentity.Bench.National;

/// <summary>
/// LDAP (RFC 4511) over one plain socket, one search after the other, in just as much BER as that takes: a client that costs so little that the
/// server is what is measured. Not bound: the peer lets everybody read.
/// </summary>
internal sealed class LdapConnection(Socket socket) : IDisposable
{
    private const byte Entry = 0x64;
    private const byte Finished = 0x65;
    private const int SizeLimitExceeded = 4;

    private byte[] buffer = new byte[64 * 1024];

    public static async Task<LdapConnection> OpenAsync(int port, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port, ct);
        return new LdapConnection(socket);
    }

    /// <summary>§4.5.1: everything below the base whose attribute is exactly that, or begins so.</summary>
    public static byte[] Search(string below, string attribute, string value, bool isBeginning, int most, IReadOnlyList<string> attributes)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(1);
            using (writer.PushSequence(new Asn1Tag(TagClass.Application, 3)))
            {
                Text(writer, below);
                writer.WriteEncodedValue([0x0A, 1, 2 /* wholeSubtree */]);
                writer.WriteEncodedValue([0x0A, 1, 0 /* neverDerefAliases */]);
                writer.WriteInteger(most);
                writer.WriteInteger(0);
                writer.WriteBoolean(false);
                using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, isBeginning ? 4 /* substrings */ : 3 /* equalityMatch */)))
                {
                    Text(writer, attribute);
                    if (isBeginning)
                    {
                        using (writer.PushSequence())
                        {
                            writer.WriteOctetString(System.Text.Encoding.UTF8.GetBytes(value), new Asn1Tag(TagClass.ContextSpecific, 0 /* initial */));
                        }
                    }
                    else
                    {
                        Text(writer, value);
                    }
                }

                using (writer.PushSequence())
                {
                    foreach (var wanted in attributes)
                    {
                        Text(writer, wanted);
                    }
                }
            }
        }

        return writer.Encode();
    }

    /// <summary>How many entries came.</summary>
    public async Task<int> AskAsync(byte[] search)
    {
        await socket.SendAsync(search);
        var (filled, at, entries) = (0, 0, 0);
        while (true)
        {
            if (Message(buffer.AsSpan(at, filled - at)) is not { } message)
            {
                (filled, at) = (Shift(filled, at), 0);
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                filled += read > 0 ? read : throw new WrongAnswerException("The LDAP server hung up.");
                continue;
            }

            var (operation, result, length) = message;
            at += length;
            switch (operation)
            {
                case Entry:
                    entries++;
                    break;
                case Finished when result is 0 or SizeLimitExceeded:
                    return entries;
                default:
                    throw new WrongAnswerException($"The LDAP server answered with operation {operation:x2}, result {result}.");
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private static void Text(AsnWriter writer, string text) => writer.WriteOctetString(System.Text.Encoding.UTF8.GetBytes(text));

    private int Shift(int filled, int at)
    {
        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        if (filled - at == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        return filled - at;
    }

    /// <summary>LDAPMessage ::= SEQUENCE { messageID, protocolOp, … }: of a whole one its operation, the code of a result, and its length.</summary>
    private static (byte Operation, int Result, int Length)? Message(ReadOnlySpan<byte> octets)
    {
        if (Header(octets) is not var (start, length) || octets.Length < start + length)
        {
            return null;
        }

        var id = octets[start..];
        var operation = id[(2 + id[1])..];
        var result = operation[0] == Finished && Header(operation) is var (content, _) ? operation[content + 2] : 0;
        return (operation[0], result, start + length);
    }

    /// <summary>Where the content begins and how long it is, in the short or the long form of X.690 §8.1.3.</summary>
    private static (int Start, int Length)? Header(ReadOnlySpan<byte> octets)
    {
        if (octets.Length < 2)
        {
            return null;
        }

        if (octets[1] < 0x80)
        {
            return (2, octets[1]);
        }

        var count = octets[1] & 0x7F;
        if (octets.Length < 2 + count)
        {
            return null;
        }

        var length = 0;
        foreach (var octet in octets.Slice(2, count))
        {
            length = (length << 8) | octet;
        }

        return (2 + count, length);
    }
}
