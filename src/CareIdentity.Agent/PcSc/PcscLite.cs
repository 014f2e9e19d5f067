using System.Runtime.InteropServices;

namespace CareIdentity.Agent.PcSc;

/// <summary>
/// pcsc-lite on Linux. DWORD, LONG and handles have the size of a pointer there, and SCARD_READERSTATE is not packed: unlike everywhere else.
/// </summary>
internal sealed unsafe partial class PcscLite : IPcsc
{
    private const string Library = "libpcsclite.so.1";

    public uint FeatureRequest => 0x42000000 + 3400;

    public bool EndsIdleTransactions => false;

    public string ReaderArrival => @"\\?PnP?\Notification";

    public PcscCode EstablishContext(out nint context) => Code(SCardEstablishContext(2 /* system */, 0, 0, out context));

    public PcscCode ReleaseContext(nint context) => Code(SCardReleaseContext(context));

    public PcscCode ListReaders(nint context, out string[] readers)
    {
        readers = [];
        nuint length = 0;
        var code = Code(SCardListReaders(context, 0, null, ref length));
        if (code is not PcscCode.Success)
        {
            return code is PcscCode.NoReaders ? PcscCode.Success : code;
        }

        var names = new byte[length];
        fixed (byte* first = names)
        {
            code = Code(SCardListReaders(context, 0, first, ref length));
        }

        readers = code is PcscCode.Success ? MultiString.Split(names.AsSpan(0, (int)length)) : [];
        return code is PcscCode.NoReaders ? PcscCode.Success : code;
    }

    public PcscCode GetStatusChange(nint context, uint milliseconds, Span<ReaderWatch> watches)
    {
        var states = new ReaderState[watches.Length];
        try
        {
            for (var i = 0; i < states.Length; i++)
            {
                states[i] = new ReaderState { Reader = Marshal.StringToCoTaskMemUTF8(watches[i].Reader), Current = watches[i].Known };
            }

            PcscCode code;
            fixed (ReaderState* first = states)
            {
                code = Code(SCardGetStatusChange(context, milliseconds, first, (nuint)states.Length));
            }

            for (var i = 0; i < states.Length; i++)
            {
                watches[i].Now = (uint)states[i].Event;
            }

            return code;
        }
        finally
        {
            Array.ForEach(states, state => Marshal.FreeCoTaskMem(state.Reader));
        }
    }

    public PcscCode Cancel(nint context) => Code(SCardCancel(context));

    public PcscCode Connect(nint context, string reader, out nint card, out PcscProtocol protocol)
    {
        var code = Code(SCardConnect(context, reader, 2 /* shared */, (nuint)PcscProtocol.Any, out card, out var active));
        protocol = (PcscProtocol)active;
        return code;
    }

    public PcscCode Reconnect(nint card, out PcscProtocol protocol)
    {
        var code = Code(SCardReconnect(card, 2 /* shared */, (nuint)PcscProtocol.Any, (nuint)PcscDisposition.Leave, out var active));
        protocol = (PcscProtocol)active;
        return code;
    }

    public PcscCode Disconnect(nint card, PcscDisposition disposition) => Code(SCardDisconnect(card, (nuint)disposition));

    public PcscCode BeginTransaction(nint card) => Code(SCardBeginTransaction(card));

    public PcscCode EndTransaction(nint card, PcscDisposition disposition) => Code(SCardEndTransaction(card, (nuint)disposition));

    public PcscCode Status(nint card)
    {
        nuint nameLength = 0, atrLength = 0;
        return Code(SCardStatus(card, null, ref nameLength, out _, out _, null, ref atrLength));
    }

    public PcscCode Transmit(nint card, PcscProtocol protocol, ReadOnlySpan<byte> command, Span<byte> answer, out int length)
    {
        var request = new IoRequest { Protocol = (nuint)protocol, Length = (nuint)sizeof(IoRequest) };
        var received = (nuint)answer.Length;
        fixed (byte* sent = command, received0 = answer)
        {
            var code = Code(SCardTransmit(card, &request, sent, (nuint)command.Length, null, received0, ref received));
            length = (int)received;
            return code;
        }
    }

    public PcscCode Control(nint card, uint code, ReadOnlySpan<byte> input, Span<byte> output, out int length)
    {
        fixed (byte* sent = input, received = output)
        {
            var result = Code(SCardControl(card, code, sent, (nuint)input.Length, received, (nuint)output.Length, out var returned));
            length = (int)returned;
            return result;
        }
    }

    private static PcscCode Code(nint result) => (PcscCode)(uint)result;

    [StructLayout(LayoutKind.Sequential)]
    private struct ReaderState
    {
        public nint Reader;
        public nint User;
        public nuint Current;
        public nuint Event;
        public nuint AtrLength;
        public fixed byte Atr[33];
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoRequest
    {
        public nuint Protocol;
        public nuint Length;
    }

    [LibraryImport(Library)]
    private static partial nint SCardEstablishContext(nuint scope, nint reserved1, nint reserved2, out nint context);

    [LibraryImport(Library)]
    private static partial nint SCardReleaseContext(nint context);

    [LibraryImport(Library)]
    private static partial nint SCardListReaders(nint context, nint groups, byte* readers, ref nuint length);

    [LibraryImport(Library)]
    private static partial nint SCardGetStatusChange(nint context, nuint timeout, ReaderState* states, nuint count);

    [LibraryImport(Library)]
    private static partial nint SCardCancel(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint SCardConnect(nint context, string reader, nuint share, nuint protocols, out nint card, out nuint protocol);

    [LibraryImport(Library)]
    private static partial nint SCardReconnect(nint card, nuint share, nuint protocols, nuint initialization, out nuint protocol);

    [LibraryImport(Library)]
    private static partial nint SCardDisconnect(nint card, nuint disposition);

    [LibraryImport(Library)]
    private static partial nint SCardBeginTransaction(nint card);

    [LibraryImport(Library)]
    private static partial nint SCardEndTransaction(nint card, nuint disposition);

    [LibraryImport(Library)]
    private static partial nint SCardStatus(nint card, byte* reader, ref nuint readerLength, out nuint state, out nuint protocol, byte* atr, ref nuint atrLength);

    [LibraryImport(Library)]
    private static partial nint SCardTransmit(nint card, IoRequest* send, byte* command, nuint commandLength, IoRequest* receive, byte* answer, ref nuint answerLength);

    [LibraryImport(Library)]
    private static partial nint SCardControl(nint card, nuint code, byte* input, nuint inputLength, byte* output, nuint outputLength, out nuint returned);
}
