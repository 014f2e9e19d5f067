using System.Text;
using CareIdentity.Cards.Workstation;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

public sealed class PasscodeRulesTests
{
    [Theory]
    [InlineData("193746", null)]
    [InlineData("1937462", null)]
    [InlineData("19374628", null)]
    [InlineData("112233", null)]
    [InlineData("123455", null)]
    [InlineData("", "passcode.length")]
    [InlineData("19374", "passcode.length")]
    [InlineData("193746285", "passcode.length")]
    [InlineData("19374a", "passcode.digits")]
    [InlineData("1937 6", "passcode.digits")]
    [InlineData("19374٣", "passcode.digits")]
    [InlineData("000000", "passcode.all-equal")]
    [InlineData("77777777", "passcode.all-equal")]
    [InlineData("123456", "passcode.run")]
    [InlineData("012345", "passcode.run")]
    [InlineData("23456789", "passcode.run")]
    [InlineData("87654321", "passcode.run")]
    [InlineData("543210", "passcode.run")]
    [InlineData("789012", null)]
    [InlineData("246802", null)]
    public void A_new_passcode_is_six_to_eight_digits_that_are_neither_equal_nor_a_run(string typed, string? code)
    {
        using var passcode = new TypedPasscode(typed);

        Assert.Equal(code, PasscodeRules.CheckNew(passcode, [])?.Code);
    }

    [Fact]
    public void A_new_passcode_is_not_the_old_one()
    {
        using var passcode = new TypedPasscode("193746");

        Assert.Same(PasscodeViolation.SameAsOld, PasscodeRules.CheckNew(passcode, "193746"u8));
        Assert.Null(PasscodeRules.CheckNew(passcode, "1937460"u8));
        Assert.Null(PasscodeRules.CheckNew(passcode, "193747"u8));
    }

    [Fact]
    public void A_new_passcode_is_typed_twice()
    {
        using var typed = new NewPasscode(new TypedPasscode("193746"), new TypedPasscode("193747"));
        using var twice = new NewPasscode(new TypedPasscode("193746"), new TypedPasscode("193746"));

        Assert.Same(PasscodeViolation.Repeat, PasscodeRules.CheckNew(typed, []));
        Assert.Null(PasscodeRules.CheckNew(twice, []));
    }

    [Theory]
    [InlineData("123456", null)]
    [InlineData("000000", null)]
    [InlineData("", "passcode.length")]
    [InlineData("abcdef", "passcode.digits")]
    public void A_passcode_that_no_card_can_have_is_refused_before_a_try_is_spent(string typed, string? code)
    {
        using var passcode = new TypedPasscode(typed);

        Assert.Equal(code, PasscodeRules.CheckCurrent(passcode)?.Code);
    }

    [Fact]
    public void Eight_bytes_go_to_the_card_padded_with_FF_and_nothing_stays_behind()
    {
        var passcode = new TypedPasscode(Encoding.ASCII.GetBytes("193746"));
        Span<byte> place = stackalloc byte[8];

        passcode.CopyPaddedTo(place);
        passcode.Dispose();

        Assert.Equal("313933373436FFFF", Convert.ToHexString(place));
        Assert.False(passcode.Digits.ContainsAnyExcept((byte)0));
        Assert.Equal("***", passcode.ToString());
    }
}
