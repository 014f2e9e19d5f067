using CareIdentity.Web.Nhs;
using Xunit;

namespace CareIdentity.Web.Tests.Nhs.Patterns;

public sealed class DateWordsTests
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    [Theory]
    [InlineData("2026-11-22", "2027-01-02", "expires in 41 days, 2 January 2027")]
    [InlineData("2026-11-22", "2026-11-22", "expires today, 22 November 2026")]
    [InlineData("2026-11-22", "2026-11-23", "expires tomorrow, 23 November 2026")]
    [InlineData("2026-11-22", "2026-11-21", "expired yesterday, 21 November 2026")]
    [InlineData("2026-11-22", "2026-11-10", "expired 12 days ago, 10 November 2026")]
    [InlineData("2026-11-22", "2027-02-20", "expires in 90 days, 20 February 2027")]
    [InlineData("2026-11-22", "2027-02-21", "expires in 91 days, 21 February 2027")]
    [InlineData("2026-11-22", "2027-02-22", "expires in 3 months, 22 February 2027")]
    [InlineData("2026-11-22", "2028-11-21", "expires in 23 months, 21 November 2028")]
    [InlineData("2026-11-22", "2028-11-22", "expires in 2 years, 22 November 2028")]
    [InlineData("2026-11-22", "2024-10-01", "expired 2 years ago, 1 October 2024")]
    [InlineData("2028-02-29", "2029-02-28", "expires in 11 months, 28 February 2029")]
    public void An_expiry_is_said_in_words_and_figures(string today, string on, string words)
    {
        Assert.Equal(words, DateWords.Expiry(Day(on), Day(today)));
    }

    [Theory]
    [InlineData(0, 0, "midnight")]
    [InlineData(12, 0, "midday")]
    [InlineData(9, 0, "9am")]
    [InlineData(12, 1, "12:01pm")]
    [InlineData(0, 30, "12:30am")]
    [InlineData(14, 5, "2:05pm")]
    public void A_time_is_said_as_people_say_it(int hour, int minute, string words)
    {
        Assert.Equal(words, DateWords.Time(new TimeOnly(hour, minute)));
    }

    [Theory]
    [InlineData("2026-07-01T12:00:30Z", "just now")]
    [InlineData("2026-07-01T11:59:00Z", "2 minutes ago")]
    [InlineData("2026-07-01T08:00:00Z", "today at 9am")]
    [InlineData("2026-06-30T22:30:00Z", "yesterday at 11:30pm")]
    [InlineData("2026-06-30T23:30:00Z", "today at 12:30am")]
    [InlineData("2026-01-02T14:05:00Z", "2 January 2026 at 2:05pm")]
    public void A_moment_is_said_from_the_readers_clock_in_the_readers_zone(string at, string words)
    {
        var now = DateTimeOffset.Parse("2026-07-01T12:01:00Z", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(words, DateWords.Since(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), now, London));
    }

    [Theory]
    [InlineData(0, "0 people")]
    [InlineData(1, "1 person")]
    [InlineData(1240, "1,240 people")]
    public void A_count_takes_the_word_that_fits(long number, string words)
    {
        Assert.Equal(words, DateWords.Count(number, "person", "people"));
    }

    [Theory]
    [InlineData(20, "less than a minute")]
    [InlineData(255, "about 4 minutes")]
    [InlineData(7200, "about 2 hours")]
    public void What_is_left_is_said_roughly(int seconds, string words)
    {
        Assert.Equal(words, DateWords.Roughly(TimeSpan.FromSeconds(seconds)));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
