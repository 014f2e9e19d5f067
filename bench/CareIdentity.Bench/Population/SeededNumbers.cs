namespace CareIdentity.Bench.Population;

/// <summary>Numbers that look random and are the same in every run from the same seed (SplitMix64, Steele, Lea and Flood 2014).</summary>
public sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    public bool OneIn(int times) => Below(times) == 0;

    public T Of<T>(IReadOnlyList<T> all) => all[Below(all.Count)];

    /// <summary>The first ones far more often, as names are: the k-th with a weight of 1/k.</summary>
    public T MostlyFirst<T>(IReadOnlyList<T> all)
    {
        var place = Math.Exp(Next() / (double)ulong.MaxValue * Math.Log(all.Count + 1)) - 1;
        return all[Math.Min((int)place, all.Count - 1)];
    }

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
