namespace CareIdentity.Agent.PcSc;

/// <summary>
/// PC/SC as one platform has it (PC/SC part 5, ICC Resource Manager). Calls block. A context serves one thread at a time, except that
/// <see cref="Cancel"/> may come from anywhere. Nothing is copied: what was in a buffer is in no other place.
/// </summary>
internal interface IPcsc
{
    /// <summary>SCARD_CTL_CODE(3400): asks a reader for its features (PC/SC part 10 §2.2).</summary>
    uint FeatureRequest { get; }

    /// <summary>A transaction in which nothing is said for five seconds is ended by the platform, and the card reset (Windows does so).</summary>
    bool EndsIdleTransactions { get; }

    /// <summary>Readers are reported as they are plugged in when this name is watched.</summary>
    string ReaderArrival { get; }

    PcscCode EstablishContext(out nint context);

    PcscCode ReleaseContext(nint context);

    PcscCode ListReaders(nint context, out string[] readers);

    PcscCode GetStatusChange(nint context, uint milliseconds, Span<ReaderWatch> watches);

    PcscCode Cancel(nint context);

    /// <summary>Shared: other programs may be connected, but between begin and end of a transaction they wait.</summary>
    PcscCode Connect(nint context, string reader, out nint card, out PcscProtocol protocol);

    /// <summary>Takes note of a reset that somebody else made; leaves the card as it is.</summary>
    PcscCode Reconnect(nint card, out PcscProtocol protocol);

    PcscCode Disconnect(nint card, PcscDisposition disposition);

    /// <summary>Waits until nobody else has a transaction, for as long as it takes.</summary>
    PcscCode BeginTransaction(nint card);

    PcscCode EndTransaction(nint card, PcscDisposition disposition);

    /// <summary>Says something to the resource manager that does not reach the card.</summary>
    PcscCode Status(nint card);

    PcscCode Transmit(nint card, PcscProtocol protocol, ReadOnlySpan<byte> command, Span<byte> answer, out int length);

    PcscCode Control(nint card, uint code, ReadOnlySpan<byte> input, Span<byte> output, out int length);
}
