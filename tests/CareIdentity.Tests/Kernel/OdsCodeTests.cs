using CareIdentity.Kernel;

namespace CareIdentity.Tests.Kernel;

public sealed class OdsCodeTests
{
    [Theory]
    [InlineData("fw844", "FW844")]
    [InlineData(" A81001 ", "A81001")]
    [InlineData("RBA", "RBA")]
    public void A_code_is_read_in_any_letter_case(string typed, string code) => Assert.Equal(code, OdsCode.Parse(typed).Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("A8")]
    [InlineData("A8100112345")]
    [InlineData("A8*")]
    [InlineData("A8%01")]
    [InlineData("А81001")] // a Cyrillic A
    [InlineData("A81\000")]
    public void Anything_else_is_no_code(string? typed) => Assert.False(OdsCode.TryParse(typed, out _));
}
