using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>What cards of other estates say of their holder: the face and what is printed (SP 800-73-4 Part 1 Tables 13 and 14).</summary>
public sealed class FacialImageTests
{
    private static readonly DateTimeOffset Made = new(2026, 2, 28, 9, 30, 15, TimeSpan.Zero);

    private static readonly FacialImage Face = new(
        new BiometricHeader(0x0D, BiometricHeader.FaceFormat, Made, Made, Made.AddYears(5), BiometricHeader.Face, 0x20, -2, "Care Identity", new byte[25]),
        "FAC\0010\0 and a picture"u8.ToArray(),
        new byte[] { 0x30, 0x00 });

    /// <summary>An answer to GET DATA, for the tests that spoil it.</summary>
    public static byte[] Answer { get; } = [0x53, 0x74, .. Face.Encode(), 0x90, 0x00];

    [Fact]
    public void A_face_is_read_as_it_is_written()
    {
        var encoded = Face.Encode();
        var read = FacialImage.Decode(encoded);

        Assert.Equal(encoded.Length, Answer[1]);
        Assert.StartsWith(
            "BC70" + "030D" + "00000016" + "0002" + "001B0501" + "20260228093015" + "5A" + "20260228093015" + "5A" + "20310228093015" + "5A" + "000002" + "20" + "FE" + "43617265204964656E74697479",
            Convert.ToHexString(encoded),
            StringComparison.Ordinal);
        Assert.Equal(Face.Header with { FascN = default }, read.Header with { FascN = default });
        Assert.Equal(Face.Record.ToArray(), read.Record.ToArray());
        Assert.Equal(Face.Signature.ToArray(), read.Signature.ToArray());
    }

    [Theory]
    [InlineData(2, 0x04)] // another version
    [InlineData(7, 0xFF)] // a record beyond the end
    [InlineData(9, 0x01)] // a signature that is shorter
    [InlineData(10, 0x01)] // another format
    [InlineData(16, 0x99)] // month 99
    [InlineData(21, 0x00)] // no Z
    [InlineData(40, 0x08)] // a finger
    public void Anything_else_is_no_face(int at, byte value)
    {
        var spoilt = Face.Encode();
        spoilt[at] = value;

        Assert.Throws<CardProtocolException>(() => FacialImage.Decode(spoilt));
    }

    [Fact]
    public void What_is_printed_is_read_as_it_is_written()
    {
        var printed = new PrintedInformation("Asha Patel", "Employee", new DateOnly(2031, 2, 28), "0012345678", "CARE");
        var whole = printed with { Line1 = "Example Trust", Line2 = "Pharmacy" };

        Assert.Equal("010A4173686120506174656C" + "0208456D706C6F796565" + "0409323033314645423238" + "050A30303132333435363738" + "060443415245" + "FE00", Convert.ToHexString(printed.Encode()));
        Assert.Equal(printed, PrintedInformation.Decode(printed.Encode()));
        Assert.Equal(whole, PrintedInformation.Decode(whole.Encode()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("010141")]
    [InlineData("0101410201420409323033314645423330050131060132FE00")] // 30 February
    public void A_print_without_what_it_must_have_is_refused(string content) =>
        Assert.Throws<CardProtocolException>(() => PrintedInformation.Decode(Convert.FromHexString(content)));

    [Fact]
    public async Task Both_are_read_after_the_passcode_alone()
    {
        using var card = new VirtualCard(Serial);
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        await piv.PutObjectAsync(PivObjectId.FacialImage, Face.Encode(), Ct);

        await Assert.ThrowsAsync<CardRefusedException>(async () => await piv.GetObjectAsync(PivObjectId.FacialImage, Ct));
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        Assert.Equal(Face.Record.ToArray(), FacialImage.Decode(await piv.GetObjectAsync(PivObjectId.FacialImage, Ct)).Record.ToArray());
    }
}
