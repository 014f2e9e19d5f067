using CareIdentity.Cards.Layouts;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Tests.Cards;

public sealed class CardLayoutTests
{
    private static readonly Guid CardUuid = Guid.Parse("0a1b2c3d-4e5f-4061-8273-8495a6b7c8d9");

    [Fact]
    public void The_holder_identifier_names_the_card_and_nobody()
    {
        var encoded = new CardHolderUniqueIdentifier(CardUuid, new DateOnly(2031, 2, 28)).Encode();

        Assert.Equal(
            "3019D4E739DA739CED39CE739D836858210842108421C84210C3EB" + "34100A1B2C3D4E5F406182738495A6B7C8D9" + "35083230333130323238" + "3E00FE00",
            Convert.ToHexString(encoded));
        Assert.Equal(new CardHolderUniqueIdentifier(CardUuid, new DateOnly(2031, 2, 28)), CardHolderUniqueIdentifier.Decode(encoded));
    }

    [Fact]
    public void The_FASC_N_decodes_to_a_card_that_is_not_federal()
    {
        var encoded = new CardHolderUniqueIdentifier(CardUuid, new DateOnly(2031, 2, 28)).Encode();

        // Five bits a digit, least significant first, the fifth odd parity; then S B 9999 F 9999 F 999999 F 0 F 1 F 0000000000 3 0000 1 E and the check digit.
        var bits = string.Concat(encoded.AsSpan(2, 25).ToArray().Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        var digits = Enumerable.Range(0, 40).Select(i => bits.Substring(5 * i, 5)).ToList();
        Assert.All(digits, d => Assert.Equal(1, d.Count(c => c == '1') % 2));
        var values = digits.Select(d => Enumerable.Range(0, 4).Sum(i => d[i] == '1' ? 1 << i : 0)).ToList();
        Assert.Equal("B9999D9999D999999D0D1D0000000000300001F", string.Concat(values.Take(39).Select(v => v.ToString("X", null))));
        Assert.Equal(values[39], values.Take(39).Aggregate(0, (check, v) => check ^ v));
    }

    [Fact]
    public void The_capability_container_is_all_but_empty()
    {
        Assert.Equal(
            "F015A000000116FF02" + "3030303031303132333435363738" + "F10121F20121F300F40100F50110F600F700FA00FB00FC00FD00FE00",
            Convert.ToHexString(CardCapabilityContainer.Encode(CardSerial.Parse("1012345678"))));
    }

    [Theory]
    [InlineData("0012345678", PivAlgorithm.EccP256, PivAlgorithm.Aes256)]
    [InlineData("0612345678", PivAlgorithm.Rsa2048, PivAlgorithm.TripleDes)]
    [InlineData("0712345678", PivAlgorithm.EccP256, PivAlgorithm.TripleDes)]
    [InlineData("1012345678", PivAlgorithm.EccP256, PivAlgorithm.Aes256)]
    public void Keys_are_of_the_best_kind_that_the_card_has(string serial, PivAlgorithm key, PivAlgorithm management)
    {
        var model = VirtualCardModel.Of(CardSerial.Parse(serial));
        var capabilities = new CardCapabilities(model.Firmware);

        Assert.Equal((key, management), (capabilities.KeyAlgorithm, capabilities.ManagementAlgorithm));
        Assert.Contains(key, model.KeyAlgorithms);
        Assert.Contains(management, model.ManagementAlgorithms);
    }
}
