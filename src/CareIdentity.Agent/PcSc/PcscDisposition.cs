namespace CareIdentity.Agent.PcSc;

/// <summary>What happens to the card when a transaction or a connection ends.</summary>
internal enum PcscDisposition : uint
{
    Leave = 0,
    Reset = 1,
}
