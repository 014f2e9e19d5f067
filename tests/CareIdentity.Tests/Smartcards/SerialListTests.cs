using CareIdentity.Smartcards;

namespace CareIdentity.Tests.Smartcards;

public sealed class SerialListTests
{
    [Fact]
    public void Numbers_and_runs_are_read_each_once_however_they_are_spaced()
    {
        var (serials, problems) = SerialList.Read("0912345601\r\n\n09 1234 5603 to 09 1234 5605\n09-1234-5604\n1000000000 – 1000000001", 100);

        Assert.Empty(problems);
        Assert.Equal(["0912345601", "0912345603", "0912345604", "0912345605", "1000000000", "1000000001"], serials.Select(s => s.Value));
    }

    [Theory]
    [InlineData("0912345601\n12345", "Line 2 is not a serial number of ten digits, series 01 to 10, nor a first and a last one")]
    [InlineData("1112345601", "Line 1 is not a serial number")]
    [InlineData("0912345605 to 0912345601", "The run on line 1 ends before it begins")]
    [InlineData("0999999999 to 1000000000", "Line 1 is not a serial number")]
    [InlineData("0912345601 to 0912345603 to 0912345605", "Line 1 is not a serial number")]
    [InlineData("0900000000 to 0999999999", "With line 1 there are more than 10 cards")]
    [InlineData("0900000000 to 0900000007\n0900000100 to 0900000107", "With line 2 there are more than 10 cards")]
    [InlineData("0912345601\0", "Line 1 is not a serial number")]
    public void What_is_wrong_is_said_by_line(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Single(SerialList.Read(text, 10).Problems), StringComparison.Ordinal);

    [Fact]
    public void Nothing_typed_is_nothing_and_no_problem() => Assert.Equal((0, 0), (SerialList.Read(" \n", 10).Serials.Count, SerialList.Read(null, 10).Problems.Count));
}
