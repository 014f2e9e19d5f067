namespace CareIdentity.Agent.PcSc;

/// <summary>A connection to PC/SC; everything that hangs on it ends with it.</summary>
internal sealed class PcscContext : IDisposable
{
    private readonly IPcsc pcsc;

    private PcscContext(IPcsc pcsc, nint value) => (this.pcsc, Value) = (pcsc, value);

    public nint Value { get; }

    /// <exception cref="CardReaderException">There is no PC/SC here, or nobody behind it.</exception>
    public static PcscContext Establish(IPcsc pcsc)
    {
        try
        {
            var code = pcsc.EstablishContext(out var context);
            return code is PcscCode.Success ? new PcscContext(pcsc, context) : throw new CardReaderException(TroubleOf(code));
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new CardReaderException(ReaderTrouble.NoLibrary);
        }
    }

    public IReadOnlyList<string> Readers()
    {
        var code = pcsc.ListReaders(Value, out var readers);
        return code is PcscCode.Success ? readers : throw new CardReaderException(TroubleOf(code));
    }

    public void Dispose() => pcsc.ReleaseContext(Value);

    private static ReaderTrouble TroubleOf(PcscCode code) => code.IsServiceGone() ? ReaderTrouble.NoService : ReaderTrouble.Other;
}
