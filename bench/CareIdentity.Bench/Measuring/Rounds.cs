namespace CareIdentity.Bench.Measuring;

/// <summary>All rounds of one workload.</summary>
internal sealed class Rounds(IReadOnlyList<Sample> samples)
{
    private readonly double[] times = [.. samples.SelectMany(sample => sample.Milliseconds).Order()];

    /// <summary>Of the middle round.</summary>
    public double PerSecond => Median(samples.Select(sample => sample.PerSecond));

    public double? Median50 => At(0.50);

    public double? Highest95 => At(0.95);

    public double? Highest99 => At(0.99);

    /// <summary>A round of each that does not count, then A B C, A B C, …: noise of the machine meets all of them.</summary>
    public static async Task<IReadOnlyList<Rounds>> AlternateAsync(int rounds, IReadOnlyList<Workload> workloads, CancellationToken ct)
    {
        var samples = workloads.Select(_ => new List<Sample>()).ToList();
        for (var round = rounds > 1 ? -1 : 0; round < rounds; round++)
        {
            for (var i = 0; i < workloads.Count; i++)
            {
                ct.ThrowIfCancellationRequested();
                var sample = await workloads[i].RunAsync(ct);
                if (round >= 0)
                {
                    samples[i].Add(sample);
                }
            }
        }

        return [.. samples.Select(all => new Rounds(all))];
    }

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length % 2 == 1 ? ordered[ordered.Length / 2] : (ordered[(ordered.Length / 2) - 1] + ordered[ordered.Length / 2]) / 2;
    }

    private double? At(double share) => times.Length == 0 ? null : times[(int)Math.Ceiling((times.Length * share) - 1)];
}
