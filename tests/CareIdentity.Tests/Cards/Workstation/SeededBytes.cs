namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>The same "random" numbers in every run: xorshift64* (Vigna 2016).</summary>
internal sealed class SeededBytes(ulong seed)
{
    private ulong state = seed;

    public int Next(int below)
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return (int)((state * 2685821657736338717UL >> 33) % (ulong)below);
    }

    /// <summary>A message with something changed, cut out, doubled or put in.</summary>
    public byte[] Mutate(byte[] message)
    {
        var bytes = message.ToList();
        for (var changes = 1 + Next(4); changes > 0 && bytes.Count > 1; changes--)
        {
            var at = Next(bytes.Count);
            switch (Next(5))
            {
                case 0:
                    bytes[at] = (byte)Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"{}[]\":,\\0123456789-eE.tfn"[Next(24)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, 1 + Next(8)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, 1 + Next(16))));
                    break;
                default:
                    bytes.Insert(at, (byte)Next(256));
                    break;
            }
        }

        return [.. bytes];
    }
}
