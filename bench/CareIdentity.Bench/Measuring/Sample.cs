namespace CareIdentity.Bench.Measuring;

/// <summary>One round of one workload: how many operations in how long, and how long single ones took.</summary>
internal sealed record Sample(int Operations, TimeSpan Elapsed, IReadOnlyList<double> Milliseconds)
{
    public double PerSecond => Operations / Elapsed.TotalSeconds;

    /// <summary>A round that is one long operation of many parts.</summary>
    public static Sample Whole(int parts, TimeSpan elapsed) => new(parts, elapsed, []);
}
