using System.Runtime.InteropServices;
using System.Text;

namespace CareIdentity.Bench.Cards;

/// <summary>PC/SC and nothing around it: one context, one card in one transaction, <c>SCardTransmit</c>. What our stack is measured against.</summary>
internal sealed partial class RawPcsc : IDisposable
{
    private const string Library = "libpcsclite.so.1";
    private const nuint ScopeSystem = 2;
    private const nuint ShareShared = 2;
    private const nuint LeaveCard = 0;
    private const nuint ProtocolT1 = 2;
    private const nuint ResetCard = 1;

    private readonly nuint context;
    private readonly nuint card;
    private readonly byte[] answer = new byte[65_538];
    private IoRequest request = new() { Protocol = ProtocolT1, Length = (nuint)(2 * IntPtr.Size) };

    public RawPcsc(string reader)
    {
        Check(Establish(ScopeSystem, 0, 0, out context));
        Check(Connect(context, [.. Encoding.UTF8.GetBytes(reader), 0], ShareShared, ProtocolT1, out card, out _));
        Check(Begin(card));
    }

    /// <summary>Says where pcscd listens, to everything in this process. The C library looks into its own environment, which managed code does not change.</summary>
    public static void ReachAt(KeyValuePair<string, string> variable) => _ = SetEnvironment(variable.Key, variable.Value, 1);

    /// <summary>Valid until the next command.</summary>
    public ReadOnlySpan<byte> Transmit(ReadOnlySpan<byte> command)
    {
        var length = (nuint)answer.Length;
        Check(Transmit(card, in request, in MemoryMarshal.GetReference(command), (nuint)command.Length, 0, ref answer[0], ref length));
        return answer.AsSpan(0, (int)length);
    }

    public void Dispose()
    {
        _ = End(card, ResetCard);
        _ = Disconnect(card, LeaveCard);
        _ = Release(context);
    }

    private static void Check(nint code)
    {
        if (code != 0)
        {
            throw new WrongAnswerException($"PC/SC ended with {code:X8}.");
        }
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "SCardEstablishContext")]
    private static partial nint Establish(nuint scope, nint reserved1, nint reserved2, out nuint context);

    [LibraryImport(Library, EntryPoint = "SCardReleaseContext")]
    private static partial nint Release(nuint context);

    [LibraryImport(Library, EntryPoint = "SCardConnect")]
    private static partial nint Connect(nuint context, byte[] reader, nuint share, nuint protocols, out nuint card, out nuint protocol);

    [LibraryImport(Library, EntryPoint = "SCardBeginTransaction")]
    private static partial nint Begin(nuint card);

    [LibraryImport(Library, EntryPoint = "SCardEndTransaction")]
    private static partial nint End(nuint card, nuint disposition);

    [LibraryImport(Library, EntryPoint = "SCardDisconnect")]
    private static partial nint Disconnect(nuint card, nuint disposition);

    [LibraryImport(Library, EntryPoint = "SCardTransmit")]
    private static partial nint Transmit(nuint card, in IoRequest request, in byte command, nuint commandLength, nint answerRequest, ref byte answer, ref nuint answerLength);

    [StructLayout(LayoutKind.Sequential)]
    private struct IoRequest
    {
        public nuint Protocol;
        public nuint Length;
    }
}
