using CareIdentity.Organisations;
using Xunit;

namespace CareIdentity.Tests.Organisations;

public sealed class PostcodeTests
{
    [Theory]
    [InlineData("TS18 1HU", "TS18 1HU")]
    [InlineData("ts181hu", "TS18 1HU")]
    [InlineData(" M1  1AE ", "M1 1AE")]
    [InlineData("EC1A1BB", "EC1A 1BB")]
    [InlineData("W1A 0AX", "W1A 0AX")]
    [InlineData("gir 0aa", "GIR 0AA")]
    [InlineData("D02  AF30", "D02 AF30")]
    public void A_postcode_gets_the_form_in_which_people_write_it(string given, string form)
    {
        Assert.Equal(form, Postcode.Normalise(given));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void None_is_none(string? given)
    {
        Assert.Null(Postcode.Normalise(given));
    }
}
