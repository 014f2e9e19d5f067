using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>The objects by which middleware finds its way around a card (SP 800-73-4 Part 1 §3.3).</summary>
public sealed class PivObjectTests
{
    [Fact]
    public async Task A_card_says_that_it_takes_its_own_passcode_and_no_other()
    {
        using var card = new VirtualCard(Serial);
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);

        var discovery = DiscoveryObject.Decode(await piv.GetObjectAsync(PivObjectId.Discovery, Ct));

        Assert.Equal("A000000308000010000100", Convert.ToHexString(discovery.Application.Span));
        Assert.Equal((true, false), (discovery.TakesApplicationPin, discovery.TakesGlobalPin));
        Assert.Equal("7E124F0BA0000003080000100001005F2F0240009000", Convert.ToHexString(card.Transmit(Convert.FromHexString("00CB3FFF035C017E00"))));
    }

    [Theory]
    [InlineData("4F0BA0000003080000100001005F2F026010", true, true)]
    [InlineData("4F0BA0000003080000100001005F2F022020", false, true)]
    public void The_passcodes_that_another_card_takes_are_read(string content, bool own, bool global)
    {
        var discovery = DiscoveryObject.Decode(Convert.FromHexString(content));

        Assert.Equal((own, global), (discovery.TakesApplicationPin, discovery.TakesGlobalPin));
    }

    [Theory]
    [InlineData(0, 0, "", "C10100C20100F300FE00")]
    [InlineData(3, 0, "", "C10103C20100F300FE00")]
    [InlineData(1, 2, "http://x", "C10101C20102F308687474703A2F2F78FE00")]
    public void A_key_history_is_read_as_it_is_written(int here, int elsewhere, string location, string encoded)
    {
        var history = new KeyHistory(here, elsewhere, location);

        Assert.Equal(encoded, Convert.ToHexString(history.Encode()));
        Assert.Equal(history, KeyHistory.Decode(Convert.FromHexString(encoded)));
    }

    [Theory]
    [InlineData("C1010BC2010AF300FE00")]
    [InlineData("C10201010AF300")]
    [InlineData("C20100C10100F300FE00")]
    [InlineData("")]
    public void A_key_history_of_more_keys_than_places_or_in_another_order_is_refused(string content) =>
        Assert.Throws<CardProtocolException>(() => KeyHistory.Decode(Convert.FromHexString(content)));
}
