using CareIdentity.Agent.PcSc;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Testing;
using CareIdentity.Tests.Cards.Workstation;

namespace CareIdentity.Tests.Agent;

/// <summary>Readers with keys of their own (PC/SC part 10): recorded lists of features, the structure for VERIFY, and what follows from the answers.</summary>
public sealed class PinPadTests
{
    /// <summary>libccid's control codes are 0x42330000 and the feature's number; the order is the one it answers in.</summary>
    [Theory]
    [InlineData("06 04 42 33 00 06 07 04 42 33 00 07 0A 04 42 33 00 0A 12 04 42 33 00 12", 0x42330006u)]
    [InlineData("06 04 00 31 35 90 07 04 00 31 35 94", 0x00313590u)] // Windows: SCARD_CTL_CODE(3428), SCARD_CTL_CODE(3429)
    [InlineData("12 04 42 33 00 12", null)] // FEATURE_TLV_PROPERTIES alone: every reader of libccid has it
    [InlineData("", null)]
    [InlineData("06 04 42 33 00", null)]
    [InlineData("06 03 42 33 00 06", null)]
    [InlineData("06 04 42 33 00 06 07", null)]
    public void Features_of_a_reader_are_read(string list, uint? verifyDirect) =>
        Assert.Equal(verifyDirect, PinPadFeatures.Parse(Convert.FromHexString(list.Replace(" ", "", StringComparison.Ordinal))).VerifyDirect);

    /// <summary>What libccid answers for a reader that exchanges extended APDUs, for one that exchanges short ones, and what no reader should answer.</summary>
    [Theory]
    [InlineData("01020000 0B020A0B 0C027201 0A0400000100", 0x10000u)]
    [InlineData("01020000 0A0400000000", 0u)]
    [InlineData("01020000", null)]
    [InlineData("0A020000", null)]
    [InlineData("0A04000001", null)]
    [InlineData("0A", null)]
    [InlineData("", null)]
    public void The_longest_command_of_a_reader_is_read(string properties, uint? expected) =>
        Assert.Equal(expected, PinPadFeatures.FindMaxApduDataSize(Convert.FromHexString(properties.Replace(" ", "", StringComparison.Ordinal))));

    [Fact]
    public void Any_bytes_are_features_or_none()
    {
        for (var length = 0; length < 64; length++)
        {
            for (var b = 0; b < 256; b++)
            {
                var list = new byte[length];
                Array.Fill(list, (byte)b);
                _ = PinPadFeatures.Parse(list);
            }
        }
    }

    /// <summary>PC/SC part 10 §2.5.2: 19 bytes, then VERIFY with an empty block of eight bytes.</summary>
    [Fact]
    public void The_structure_for_VERIFY_is_as_the_standard_has_it()
    {
        var structure = PinVerification.Encode(VerifyCommand.Typed.Template);

        Assert.Equal("3C3C82080008060201090800000000" + "0D000000" + "0020008008" + "FFFFFFFFFFFFFFFF", Convert.ToHexString(structure));
    }

    [Theory]
    [InlineData("9000", 0x9000)]
    [InlineData("63C2", 0x63C2)]
    [InlineData("6983", 0x6983)]
    [InlineData("6400", null)]
    [InlineData("6401", null)]
    [InlineData("6403", null)]
    public void The_cards_answer_is_told_from_the_readers_own(string answer, int? status) =>
        Assert.Equal(status, PinVerification.Read(Convert.FromHexString(answer))?.Value);

    [Fact]
    public void What_is_no_status_word_is_a_fault_of_the_reader() =>
        Assert.Throws<CardProtocolException>(() => PinVerification.Read([0x90]));

    [Fact]
    public async Task Where_the_reader_has_keys_nobody_types_a_passcode_into_this_computer()
    {
        var clock = new ManualClock();
        using var card = new VirtualCard("1000000017");
        var pcsc = new PcscOfVirtualCards("Reader 1") { Features = [0x06, 0x04, 0x42, 0x33, 0x00, 0x06] };
        pcsc.Insert("Reader 1", card);
        uint asked = 0;
        pcsc.PinPad = (code, structure) =>
        {
            asked = code;
            var command = structure[19..];
            "123456"u8.CopyTo(command.AsSpan(5));
            return card.Transmit(command);
        };
        var person = new TypingPerson();
        await using var session = await new PcscReaders(pcsc, clock).OpenAsync("Reader 1", CancellationToken.None);
        await session!.TransmitAsync(new byte[] { 0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08 }, CancellationToken.None);
        var context = new PasscodeContext { Origin = "https://care.example", InWords = "Sign in", Reader = "Reader 1", Why = "Sign in" };

        var outcome = await new PasscodeEntry(session, person).SendAsync(VerifyCommand.Typed, context, CancellationToken.None);

        Assert.Equal(new PasscodeEntryOutcome.Answered(StatusWord.Success), outcome);
        Assert.Equal(0x42330006u, asked);
        Assert.Empty(person.Asked);
    }
}
