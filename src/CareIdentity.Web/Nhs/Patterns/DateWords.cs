using System.Globalization;

namespace CareIdentity.Web.Nhs;

/// <summary>
/// Dates, times and numbers in words and figures, in the NHS content style: "expires in 41 days, 2 January 2027".
/// Pure: the caller says what today is.
/// </summary>
public static class DateWords
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>2 January 2027</summary>
    public static string Date(DateOnly date) => date.ToString("d MMMM yyyy", English);

    /// <summary>2:05pm, 9am, midday, midnight</summary>
    public static string Time(TimeOnly time) => (time.Hour, time.Minute) switch
    {
        (0, 0) => "midnight",
        (12, 0) => "midday",
        (_, 0) => time.ToString("htt", English).ToLowerInvariant(),
        _ => time.ToString("h:mmtt", English).ToLowerInvariant(),
    };

    /// <summary>2 January 2027 at 2:05pm, in the zone of the reader</summary>
    public static string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return $"{Date(DateOnly.FromDateTime(local.DateTime))} at {Time(TimeOnly.FromDateTime(local.DateTime))}";
    }

    /// <summary>expires in 41 days, 2 January 2027 · expires today · expired yesterday, 1 January 2027</summary>
    public static string Expiry(DateOnly on, DateOnly today) => (on.DayNumber - today.DayNumber) switch
    {
        0 => $"expires today, {Date(on)}",
        > 0 => $"expires {Distance(today, on)}, {Date(on)}",
        _ => $"expired {Distance(today, on)}, {Date(on)}",
    };

    /// <summary>today · tomorrow · in 41 days · in 5 months · yesterday · 3 days ago · 2 years ago</summary>
    public static string Distance(DateOnly from, DateOnly to)
    {
        var days = to.DayNumber - from.DayNumber;
        return days switch
        {
            0 => "today",
            1 => "tomorrow",
            -1 => "yesterday",
            > 0 => "in " + Span(from, to),
            _ => Span(to, from) + " ago",
        };
    }

    /// <summary>just now · 5 minutes ago · today at 9am · yesterday at 2:05pm · 2 January 2027 at 2:05pm</summary>
    public static string Since(DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var passed = now - at;
        if (passed < TimeSpan.FromMinutes(1))
        {
            return "just now";
        }

        if (passed < TimeSpan.FromHours(1))
        {
            return Count((int)passed.TotalMinutes, "minute") + " ago";
        }

        var (local, today) = (TimeZoneInfo.ConvertTime(at, zone).DateTime, TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return (DateOnly.FromDateTime(today).DayNumber - DateOnly.FromDateTime(local).DayNumber) switch
        {
            0 => "today at " + Time(TimeOnly.FromDateTime(local)),
            1 => "yesterday at " + Time(TimeOnly.FromDateTime(local)),
            _ => Moment(at, zone),
        };
    }

    /// <summary>less than a minute · about 4 minutes · about 2 hours</summary>
    public static string Roughly(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => "less than a minute",
        { TotalMinutes: < 90 } => "about " + Count((int)Math.Round(span.TotalMinutes), "minute"),
        _ => "about " + Count((int)Math.Round(span.TotalHours), "hour"),
    };

    /// <summary>1 person · 1,240 people; the plural is the singular with an s unless it is given</summary>
    public static string Count(long number, string one, string? many = null) =>
        $"{number.ToString("N0", English)} {(number == 1 ? one : many ?? one + "s")}";

    // Days while days can be counted (the renewal window is 90), then whole months, then whole years.
    private static string Span(DateOnly earlier, DateOnly later)
    {
        var days = later.DayNumber - earlier.DayNumber;
        var months = ((later.Year - earlier.Year) * 12) + later.Month - earlier.Month - (later.Day < earlier.Day ? 1 : 0);
        return days <= 90 || months < 3 ? Count(days, "day")
            : months < 24 ? Count(months, "month")
            : Count(months / 12, "year");
    }
}
