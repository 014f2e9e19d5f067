namespace CareIdentity.Tests.Cards;

/// <summary>The same bytes for the same seed on every machine (SplitMix64), so that a failure names the input that caused it.</summary>
internal sealed class SeededBytes(ulong seed)
{
    private ulong state = seed;

    public ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    public int Below(int bound) => (int)(Next() % (ulong)bound);

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)Next();
        }

        return bytes;
    }

    /// <summary>A copy with a few bytes changed, cut short, grown or doubled.</summary>
    public byte[] Mutate(byte[] original)
    {
        List<byte> bytes = [.. original];
        for (var changes = 1 + Below(3); changes > 0; changes--)
        {
            var at = Below(bytes.Count + 1);
            switch (Below(5))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)Next();
                    break;
                case 1 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << Below(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.Insert(at, (byte)Next());
                    break;
                default:
                    bytes.AddRange(Bytes(Below(4)));
                    break;
            }
        }

        return [.. bytes];
    }
}
