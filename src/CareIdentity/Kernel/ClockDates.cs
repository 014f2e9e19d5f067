namespace CareIdentity.Kernel;

/// <summary>Dates as people at the desk see them.</summary>
public static class ClockDates
{
    /// <summary>The time on the wall at the desk.</summary>
    public static TimeZoneInfo London { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    /// <summary>Today in England: an assignment that ends on the 31st works until midnight there, not in Greenwich.</summary>
    public static DateOnly Today(this TimeProvider clock) => OnDay(clock.GetUtcNow());

    public static DateOnly OnDay(DateTimeOffset at) => DateOnly.FromDateTime(InLondon(at).DateTime);

    public static DateTimeOffset InLondon(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, London);
}
