using System.Runtime.InteropServices;

namespace CareIdentity.Agent.PcSc;

/// <summary>
/// winscard.dll: handles of the size of a pointer, 32-bit numbers, names in UTF-16, a longer ATR. Compiled; not run by our tests.
/// </summary>
internal sealed unsafe partial class WinSCard : IPcsc
{
    private const string Library = "winscard.dll";

    public uint FeatureRequest => (0x31 << 16) | (3400 << 2);

    public bool EndsIdleTransactions => true;

    public string ReaderArrival => @"\\?PnP?\Notification";

    public PcscCode EstablishContext(out nint context)
    {
        var code = Code(SCardEstablishContext(2 /* system */, 0, 0, out var made));
        context = made;
        return code;
    }

    public PcscCode ReleaseContext(nint context) => Code(SCardReleaseContext(context));

    public PcscCode ListReaders(nint context, out string[] readers)
    {
        readers = [];
        uint length = 0;
        var code = Code(SCardListReadersW(context, 0, null, ref length));
        if (code is not PcscCode.Success)
        {
            return code is PcscCode.NoReaders ? PcscCode.Success : code;
        }

        var names = new char[length];
        fixed (char* first = names)
        {
            code = Code(SCardListReadersW(context, 0, first, ref length));
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
                states[i] = new ReaderState { Reader = Marshal.StringToCoTaskMemUni(watches[i].Reader), Current = watches[i].Known };
            }

            PcscCode code;
            fixed (ReaderState* first = states)
            {
                code = Code(SCardGetStatusChangeW(context, milliseconds, first, (uint)states.Length));
            }

            for (var i = 0; i < states.Length; i++)
            {
                watches[i].Now = states[i].Event;
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
        var code = Code(SCardConnectW(context, reader, 2 /* shared */, (uint)PcscProtocol.Any, out var made, out var active));
        (card, protocol) = (made, (PcscProtocol)active);
        return code;
    }

    public PcscCode Reconnect(nint card, out PcscProtocol protocol)
    {
        var code = Code(SCardReconnect(card, 2 /* shared */, (uint)PcscProtocol.Any, (uint)PcscDisposition.Leave, out var active));
        protocol = (PcscProtocol)active;
        return code;
    }

    public PcscCode Disconnect(nint card, PcscDisposition disposition) => Code(SCardDisconnect(card, (uint)disposition));

    public PcscCode BeginTransaction(nint card) => Code(SCardBeginTransaction(card));

    public PcscCode EndTransaction(nint card, PcscDisposition disposition) => Code(SCardEndTransaction(card, (uint)disposition));

    public PcscCode Status(nint card)
    {
        uint nameLength = 0, atrLength = 0;
        return Code(SCardStatusW(card, null, ref nameLength, out _, out _, null, ref atrLength));
    }

    public PcscCode Transmit(nint card, PcscProtocol protocol, ReadOnlySpan<byte> command, Span<byte> answer, out int length)
    {
        var request = new IoRequest { Protocol = (uint)protocol, Length = (uint)sizeof(IoRequest) };
        var received = (uint)answer.Length;
        fixed (byte* sent = command, received0 = answer)
        {
            var code = Code(SCardTransmit(card, &request, sent, (uint)command.Length, null, received0, ref received));
            length = (int)received;
            return code;
        }
    }

    public PcscCode Control(nint card, uint code, ReadOnlySpan<byte> input, Span<byte> output, out int length)
    {
        fixed (byte* sent = input, received = output)
        {
            var result = Code(SCardControl(card, code, sent, (uint)input.Length, received, (uint)output.Length, out var returned));
            length = (int)returned;
            return result;
        }
    }

    private static PcscCode Code(int result) => (PcscCode)(uint)result;

    [StructLayout(LayoutKind.Sequential)]
    private struct ReaderState
    {
        public nint Reader;
        public nint User;
        public uint Current;
        public uint Event;
        public uint AtrLength;
        public fixed byte Atr[36];
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct IoRequest
    {
        public uint Protocol;
        public uint Length;
    }

    [LibraryImport(Library)]
    private static partial int SCardEstablishContext(uint scope, nint reserved1, nint reserved2, out nint context);

    [LibraryImport(Library)]
    private static partial int SCardReleaseContext(nint context);

    [LibraryImport(Library)]
    private static partial int SCardListReadersW(nint context, nint groups, char* readers, ref uint length);

    [LibraryImport(Library)]
    private static partial int SCardGetStatusChangeW(nint context, uint timeout, ReaderState* states, uint count);

    [LibraryImport(Library)]
    private static partial int SCardCancel(nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf16)]
    private static partial int SCardConnectW(nint context, string reader, uint share, uint protocols, out nint card, out uint protocol);

    [LibraryImport(Library)]
    private static partial int SCardReconnect(nint card, uint share, uint protocols, uint initialization, out uint protocol);

    [LibraryImport(Library)]
    private static partial int SCardDisconnect(nint card, uint disposition);

    [LibraryImport(Library)]
    private static partial int SCardBeginTransaction(nint card);

    [LibraryImport(Library)]
    private static partial int SCardEndTransaction(nint card, uint disposition);

    [LibraryImport(Library)]
    private static partial int SCardStatusW(nint card, char* reader, ref uint readerLength, out uint state, out uint protocol, byte* atr, ref uint atrLength);

    [LibraryImport(Library)]
    private static partial int SCardTransmit(nint card, IoRequest* send, byte* command, uint commandLength, IoRequest* receive, byte* answer, ref uint answerLength);

    [LibraryImport(Library)]
    private static partial int SCardControl(nint card, uint code, byte* input, uint inputLength, byte* output, uint outputLength, out uint returned);
}
