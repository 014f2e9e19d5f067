using System.Globalization;

namespace CareIdentity.Tool.Testing;

/// <summary>How many tests passed, failed and were skipped; what could not even be run counts as failed.</summary>
internal readonly record struct Tally(int Passed, int Failed, int Skipped)
{
    public static readonly Tally OneFailure = new(0, 1, 0);

    public int All => Passed + Failed + Skipped;

    public static Tally operator +(Tally a, Tally b) => new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
