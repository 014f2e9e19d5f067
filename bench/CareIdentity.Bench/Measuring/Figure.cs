namespace CareIdentity.Bench.Measuring;

/// <summary>One line of the table.</summary>
internal sealed record Figure
{
    /// <summary>Of the bench that measured it.</summary>
    public required string Name { get; init; }

    public required string What { get; init; }

    /// <summary>Of both values: <c>/s</c>, where more is better; <c>s</c>, <c>ms</c> and <c>MB</c>, where less is.</summary>
    public string Unit { get; init; } = "/s";

    public required double Ours { get; init; }

    public required string BaselineIs { get; init; }

    public required double Baseline { get; init; }

    public double Ratio => Ours / Baseline;

    public double? MillisecondsP50 { get; init; }

    public double? MillisecondsP99 { get; init; }

    /// <summary>Null where there is none for it.</summary>
    public Aim? Aim { get; init; }

    public static Figure OfRates(string name, string what, Rounds ours, string baselineIs, Rounds baseline) => new()
    {
        Name = name,
        What = what,
        Ours = ours.PerSecond,
        BaselineIs = baselineIs,
        Baseline = baseline.PerSecond,
        MillisecondsP50 = ours.Median50,
        MillisecondsP99 = ours.Highest99,
    };
}

/// <summary>What the project wants to reach, and whether this run did; never a reason to fail.</summary>
internal sealed record Aim(string Words, bool IsMet);
