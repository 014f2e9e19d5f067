namespace CareIdentity.Requests;

/// <summary>Bank holidays of England and Wales by rule (Banking and Financial Dealings Act 1971, Schedule 1, with the days by proclamation).</summary>
public static class BankHolidays
{
    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Of(day.Year).Contains(day);

    public static IReadOnlySet<DateOnly> Of(int year)
    {
        var easter = EasterSunday(year);
        var christmas = new DateOnly(year, 12, 25);
        return new HashSet<DateOnly>
        {
            Substitute(new DateOnly(year, 1, 1)),
            easter.AddDays(-2),
            easter.AddDays(1),
            FirstMonday(year, 5),
            LastMonday(year, 5),
            LastMonday(year, 8),
            // When Christmas Day falls on Saturday or Sunday the two substitutes follow each other.
            christmas.DayOfWeek switch { DayOfWeek.Saturday or DayOfWeek.Sunday => new DateOnly(year, 12, 27), _ => christmas },
            christmas.DayOfWeek switch
            {
                DayOfWeek.Friday or DayOfWeek.Saturday => new DateOnly(year, 12, 28),
                _ => new DateOnly(year, 12, 26),
            },
        };
    }

    private static DateOnly Substitute(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly FirstMonday(int year, int month)
    {
        var day = new DateOnly(year, month, 1);
        return day.AddDays(((int)DayOfWeek.Monday - (int)day.DayOfWeek + 7) % 7);
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var day = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return day.AddDays(-(((int)day.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }

    /// <summary>Gregorian Easter (Meeus, Jones, Butcher).</summary>
    private static DateOnly EasterSunday(int year)
    {
        var a = year % 19;
        var (b, c) = (year / 100, year % 100);
        var (d, e) = (b / 4, b % 4);
        var g = ((8 * b) + 13) / 25;
        var h = ((19 * a) + b - d - g + 15) % 30;
        var (i, k) = (c / 4, c % 4);
        var l = (32 + (2 * e) + (2 * i) - h - k) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var sum = h + l - (7 * m) + 114;
        return new DateOnly(year, sum / 31, (sum % 31) + 1);
    }
}
