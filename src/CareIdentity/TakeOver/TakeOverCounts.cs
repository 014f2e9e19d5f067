namespace CareIdentity.TakeOver;

/// <summary>What became of some lines.</summary>
public readonly record struct TakeOverCounts(int People, int Positions, int Unchanged, int Bad)
{
    public static TakeOverCounts operator +(TakeOverCounts a, TakeOverCounts b) => new(a.People + b.People, a.Positions + b.Positions, a.Unchanged + b.Unchanged, a.Bad + b.Bad);

    public static TakeOverCounts Add(TakeOverCounts left, TakeOverCounts right) => left + right;
}
