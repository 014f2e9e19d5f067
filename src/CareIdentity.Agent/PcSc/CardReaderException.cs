namespace CareIdentity.Agent.PcSc;

#pragma warning disable CA1032 // Made where the trouble is found.

/// <summary>The readers cannot be used at all; the sentence says what is wrong and what to do.</summary>
internal sealed class CardReaderException(ReaderTrouble trouble) : Exception(trouble.InWords())
{
    public ReaderTrouble Trouble => trouble;
}
