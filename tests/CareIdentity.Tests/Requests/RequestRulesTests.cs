using System.Globalization;
using CareIdentity.Requests;

namespace CareIdentity.Tests.Requests;

public sealed class RequestRulesTests
{
    public static TheoryData<int, string> PublishedBankHolidays => new()
    {
        { 2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26" },
        { 2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26" },
        { 2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28" },
        { 2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28" },
        { 2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26" },
    };

    [Theory]
    [MemberData(nameof(PublishedBankHolidays))]
    public void Bank_holidays_are_those_published_for_England_and_Wales(int year, string days) =>
        Assert.Equal(days, string.Join(' ', BankHolidays.Of(year).Order().Select(day => day.ToString("MM-dd", CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2026-06-15", "2026-06-15", 0)]
    [InlineData("2026-06-15", "2026-06-17", 2)]
    [InlineData("2026-06-19", "2026-06-22", 1)]
    [InlineData("2026-12-24", "2026-12-29", 1)]
    public void Waiting_is_counted_in_working_days(string raised, string today, int days) =>
        Assert.Equal(days, RequestRules.WorkingDaysWaited(DateOnly.Parse(raised, CultureInfo.InvariantCulture), DateOnly.Parse(today, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-06-15", 0, "2026-06-15")]
    [InlineData("2026-06-17", 3, "2026-06-14")] // From Sunday on: Monday, Tuesday, Wednesday.
    [InlineData("2026-12-29", 1, "2026-12-28")]
    [InlineData("2026-12-29", 2, "2026-12-23")] // Christmas Day, Boxing Day's substitute and the weekend do not count.
    public void The_day_from_which_so_many_have_passed_is_found_again(string today, int days, string from)
    {
        var now = DateOnly.Parse(today, CultureInfo.InvariantCulture);
        var day = RequestRules.DayThatWaited(days, now);

        Assert.Equal(DateOnly.Parse(from, CultureInfo.InvariantCulture), day);
        Assert.Equal(days, RequestRules.WorkingDaysWaited(day, now));
        Assert.True(days == 0 || RequestRules.WorkingDaysWaited(day.AddDays(1), now) < days);
    }

    [Theory]
    [InlineData("r-7k3m-92qx", "R-7K3M-92QX")]
    [InlineData("R7K3M92QX", "R-7K3M-92QX")]
    [InlineData("R-OIL0-1111", "R-0110-1111")]
    public void A_reference_is_read_as_people_say_it(string typed, string reference) =>
        Assert.Equal(reference, RequestReference.TryParse(typed, out var read) ? read.Value : null);

    [Theory]
    [InlineData("")]
    [InlineData("R-7K3M-92Q")]
    [InlineData("R-7K3M-92Q*")]
    [InlineData("X-7K3M-92QX")]
    [InlineData(null)]
    public void Anything_else_is_no_reference(string? typed) => Assert.False(RequestReference.TryParse(typed, out _));

    [Fact]
    public void New_references_read_back_as_themselves()
    {
        for (var i = 0; i < 200; i++)
        {
            var made = RequestReference.Create();

            Assert.Equal(made, RequestReference.TryParse(made.Value, out var read) ? read : null);
        }
    }
}
