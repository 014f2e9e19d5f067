using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Tlv;

namespace CareIdentity.Tests.Cards;

public sealed class TlvTests
{
    [Theory]
    [InlineData(0, "5300")]
    [InlineData(127, "537F")]
    [InlineData(128, "538180")]
    [InlineData(255, "5381FF")]
    [InlineData(256, "53820100")]
    [InlineData(65535, "5382FFFF")]
    [InlineData(65536, "5383010000")]
    public void Lengths_are_the_shortest_and_come_back(int length, string head)
    {
        var value = new byte[length];
        Array.Fill(value, (byte)0xA5);
        var tlv = new TlvWriter();
        tlv.Write(0x53, value);
        var encoded = tlv.Encode();

        Assert.StartsWith(head, Convert.ToHexString(encoded.AsSpan(0, Math.Min(encoded.Length, 5))), StringComparison.Ordinal);
        Assert.Equal(value, new TlvReader(encoded).Read(0x53).ToArray());
    }

    [Fact]
    public void Scopes_nest_and_tags_have_up_to_three_bytes()
    {
        var tlv = new TlvWriter();
        using (tlv.Push(0x7F49))
        {
            tlv.Write(0x86, [1, 2]);
            using (tlv.Push(0xA0))
            {
                tlv.Write(0x5FC102, []);
            }
        }

        Assert.Equal("7F490A86020102A0045FC10200", Convert.ToHexString(tlv.Encode()));
    }

    [Fact]
    public void An_open_scope_cannot_be_encoded()
    {
        var tlv = new TlvWriter();
        tlv.Push(0x7C);

        Assert.Throws<InvalidOperationException>(tlv.Encode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("53")]
    [InlineData("5301")]
    [InlineData("5380")]
    [InlineData("538400000001FF")]
    [InlineData("5382FFFF00")]
    [InlineData("5382")]
    [InlineData("5FC1")]
    [InlineData("5FC1828100")]
    [InlineData("5FFFFFFF00")]
    [InlineData("7000")]
    public void What_is_not_whole_or_not_asked_for_is_a_protocol_error(string bytes) =>
        Assert.Throws<CardProtocolException>(() => new TlvReader(Convert.FromHexString(bytes)).Read(0x53).Length);

    [Fact]
    public void A_longer_length_than_needed_is_read() =>
        Assert.Equal([7], new TlvReader(Convert.FromHexString("5383000001" + "07")).Read(0x53).ToArray());
}
