namespace CareIdentity.Web.Nhs;

/// <summary>Long work that goes on without the page: leave, return, take the result.</summary>
public sealed record ProgressView(string What, long Done, long Total)
{
    public double? PerSecond { get; init; }

    public long Failed { get; init; }

    public string? ResultHref { get; init; }

    public bool IsFinished => Done >= Total;

    /// <summary>about 4 minutes left; null while the rate is unknown</summary>
    public string? Left => PerSecond is > 0 and { } rate && !IsFinished
        ? DateWords.Roughly(TimeSpan.FromSeconds((Total - Done) / rate)) + " left"
        : null;
}
