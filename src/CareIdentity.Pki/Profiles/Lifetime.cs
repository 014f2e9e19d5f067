namespace CareIdentity.Pki.Profiles;

/// <summary>How long a certificate is valid, in calendar years and days. The last second counts (RFC 5280 §4.1.2.5), so the end is one second before the anniversary.</summary>
public readonly record struct Lifetime(int Years, int Days)
{
    public static Lifetime OfYears(int years) => new(years, 0);

    public static Lifetime OfDays(int days) => new(0, days);

    /// <summary>The inclusive end of a validity that begins at <paramref name="notBefore"/>.</summary>
    public DateTimeOffset EndOf(DateTimeOffset notBefore) => notBefore.AddYears(Years).AddDays(Days).AddSeconds(-1);

    public override string ToString() => (Years, Days) switch
    {
        (_, 0) => $"{Years} years",
        (0, _) => $"{Days} days",
        _ => $"{Years} years and {Days} days",
    };

    // A year counts as its shortest here: only for comparing two lifetimes that are both written in configuration.
    internal int AtLeastDays => Years * 365 + Days;
}
