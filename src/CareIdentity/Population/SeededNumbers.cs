using System.Buffers.Binary;

namespace CareIdentity.Population;

/// <summary>Numbers that look random and are the same in every run from the same seed (SplitMix64, Steele, Lea and Flood 2014).</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state = seed;

    /// <summary>A stream of its own for each part of a whole: what one part draws moves no other.</summary>
    public SeededNumbers(ulong seed, ulong part)
        : this(seed ^ ((part + 1) * 0xD1B54A32D192ED03))
    {
        Next();
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Both among them.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool OneIn(int times) => Below(times) == 0;

    public bool Percent(int share) => Below(100) < share;

    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>The first ones far more often, as names are: the k-th with a weight of 1/k.</summary>
    public T MostlyFirst<T>(IReadOnlyList<T> all)
    {
        var place = Math.Exp(Share() * Math.Log(all.Count + 1)) - 1;
        return all[Math.Min((int)place, all.Count - 1)];
    }

    /// <summary>As sizes of organisations are: half of them below the geometric middle.</summary>
    public int Size(int least, int most) => (int)Math.Round(least * Math.Pow((double)most / least, Share()));

    public byte[] Octets(int count)
    {
        var octets = new byte[count];
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        for (var i = 0; i < count; i += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64BigEndian(eight, Next());
            eight[..Math.Min(eight.Length, count - i)].CopyTo(octets.AsSpan(i));
        }

        return octets;
    }

    /// <summary>UUIDv7 of that moment (RFC 9562 §5.7).</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(octets, (ulong)at.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], Next());
        octets[6] = (byte)(0x70 | Below(16));
        octets[7] = (byte)Below(256);
        octets[8] = (byte)(0x80 | (octets[8] & 0x3F));
        return new Guid(octets, bigEndian: true);
    }

    private double Share() => Next() / (double)ulong.MaxValue;

    private ulong Next()
    {
        state += Step;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
