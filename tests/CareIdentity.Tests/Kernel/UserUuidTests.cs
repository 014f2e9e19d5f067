using CareIdentity.Kernel;

namespace CareIdentity.Tests.Kernel;

public sealed class UserUuidTests
{
    [Fact]
    public void A_new_uuid_has_twelve_digits_and_a_check_digit()
    {
        for (var i = 0; i < 1000; i++)
        {
            var uuid = UserUuid.Create();

            Assert.Matches("^[1-478][0-9]{11}$", uuid.Value);
            Assert.True(uuid.HasCheckDigit);
        }
    }

    [Theory]
    [InlineData("283886066515")]
    [InlineData("747394079517")]
    [InlineData("828249614516")]
    [InlineData("709580513048")]
    public void Ids_seen_in_live_use_satisfy_the_check_digit(string seen) => Assert.True(UserUuid.Parse(seen).HasCheckDigit);

    [Fact]
    public void An_imported_uuid_is_not_refused_for_its_check_digit()
    {
        Assert.True(UserUuid.TryParse("555254239107", out var uuid));
        Assert.False(uuid.HasCheckDigit);
    }

    [Theory]
    [InlineData("2838 8606 6515")]
    [InlineData(" 2838-8606-6515 ")]
    public void A_uuid_is_read_as_people_write_it(string typed) => Assert.Equal("283886066515", UserUuid.TryParse(typed, out var uuid) ? uuid.Value : null);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("28388606651")]
    [InlineData("2838860665155")]
    [InlineData("28388606651*")]
    [InlineData("２８３８８６０６６５１５")]
    [InlineData("28388606651\0")]
    [InlineData("%")]
    public void Anything_else_is_no_uuid(string? typed) => Assert.False(UserUuid.TryParse(typed, out _));
}
