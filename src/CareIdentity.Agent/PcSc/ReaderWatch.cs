namespace CareIdentity.Agent.PcSc;

/// <summary>A reader whose state is waited for: what is known of it goes in, what it is now comes out.</summary>
internal record struct ReaderWatch(string Reader, uint Known)
{
    private const uint ChangedFlag = 0x0002;
    private const uint UnknownFlag = 0x0004;
    private const uint UnavailableFlag = 0x0008;
    private const uint PresentFlag = 0x0020;

    public uint Now { get; set; }

    public readonly bool HasCard => (Now & PresentFlag) != 0 && IsThere;

    public readonly bool IsThere => (Now & (UnknownFlag | UnavailableFlag)) == 0;

    /// <summary>How often a card was put in or taken out, in the upper half of the state; 0 where the platform does not count.</summary>
    public readonly uint Events => Now >> 16;

    /// <summary>To wait for the next change from here.</summary>
    public readonly ReaderWatch Next => new(Reader, Now & ~ChangedFlag);
}
