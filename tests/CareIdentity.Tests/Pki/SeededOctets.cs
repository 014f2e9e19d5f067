namespace CareIdentity.Tests.Pki;

/// <summary>The same octets for the same seed on every machine (xorshift64*), so that a failure can be had again.</summary>
internal sealed class SeededOctets(ulong seed)
{
    private ulong _state = seed;

    public byte Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (byte)((_state * 2685821657736338717) >> 56);
    }

    public int Below(int limit) => ((Next() << 16) | (Next() << 8) | Next()) % limit;
}
