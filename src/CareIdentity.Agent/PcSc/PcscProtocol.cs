namespace CareIdentity.Agent.PcSc;

/// <summary>The transmission protocol that reader and card agreed on (ISO/IEC 7816-3).</summary>
internal enum PcscProtocol : uint
{
    None = 0,
    T0 = 1,
    T1 = 2,
    Any = T0 | T1,
}
