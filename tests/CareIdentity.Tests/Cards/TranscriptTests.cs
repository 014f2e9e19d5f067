using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>Bytes written by hand from SP 800-73-4 Part 2 and, for the additions, from the vendor's description: an oracle apart from the code.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public async Task Select_names_the_PIV_application()
    {
        var card = new ScriptedCard("""
            > 00 A4 04 00 09 A0 00 00 03 08 00 00 10 00 00
            < 61 11 4F 06 00 00 10 00 01 00 79 07 4F 05 A0 00 00 03 08 90 00
            """);

        var application = await new PivCard(card).SelectAsync(Ct);

        Assert.Equal("000010000100", Convert.ToHexString(application.Identifier.Span));
        card.AssertOver();
    }

    [Fact]
    public async Task Serial_number_keeps_its_ten_digits()
    {
        var card = new ScriptedCard("""
            > 00 F8 00 00 00
            < 24 7E 5A 4E 90 00
            """);

        var serial = await new PivCard(card).SerialAsync(Ct);

        Assert.Equal("0612260430", serial.ToString());
        Assert.Equal("06", serial.Series);
    }

    [Fact]
    public async Task Asking_for_tries_sends_no_passcode()
    {
        var card = new ScriptedCard("""
            > 00 20 00 80
            < 63 C2
            """);

        Assert.Equal(2, await new PivCard(card).PasscodeTriesLeftAsync(Ct));
    }

    [Fact]
    public async Task Verify_pads_with_FF_to_eight()
    {
        var card = new ScriptedCard("""
            > 00 20 00 80 08 31 32 33 34 35 36 FF FF
            < 90 00
            """);

        Assert.True((await new PivCard(card).VerifyPasscodeAsync(FactoryPin, Ct)).IsAccepted);
    }

    [Fact]
    public async Task A_typed_passcode_leaves_an_empty_place()
    {
        var card = new ScriptedCard("""
            > 00 20 00 80 08 FF FF FF FF FF FF FF FF
            < 63 C1
            > 00 24 00 80 10 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF
            < 90 00
            """);
        var piv = new PivCard(card);

        var verified = await piv.VerifyPasscodeAsync(Ct);
        Assert.Equal([new PasscodePlace(0, PasscodeKind.Current)], card.LastPlaces);
        var changed = await piv.ChangePasscodeAsync(Ct);

        Assert.Equal(new PasscodeOutcome(false, 1), verified);
        Assert.True(changed.IsAccepted);
        Assert.Equal([new PasscodePlace(0, PasscodeKind.Current), new PasscodePlace(8, PasscodeKind.New)], card.LastPlaces);
    }

    [Fact]
    public async Task Unblocking_gives_the_PUK_and_leaves_the_place_of_the_new_passcode()
    {
        var card = new ScriptedCard("""
            > 00 2C 00 80 10 31 32 33 34 35 36 37 38 FF FF FF FF FF FF FF FF
            < 90 00
            > 00 24 00 80 10 31 32 33 34 35 36 FF FF FF FF FF FF FF FF FF FF
            < 90 00
            > 00 24 00 81 10 31 32 33 34 35 36 37 38 39 38 37 36 35 34 33 31
            < 69 83
            """);
        var piv = new PivCard(card);

        Assert.True((await piv.UnblockAsync(FactoryPuk, Ct)).IsAccepted);
        Assert.Equal([new PasscodePlace(8, PasscodeKind.New)], card.LastPlaces);
        Assert.True((await piv.SetFirstPasscodeAsync(FactoryPin, Ct)).IsAccepted);
        Assert.Equal([new PasscodePlace(8, PasscodeKind.New)], card.LastPlaces);
        Assert.True((await piv.ChangePukAsync(FactoryPuk, "98765431"u8.ToArray(), Ct)).IsBlocked);
        card.AssertOver();
    }

    [Fact]
    public async Task Generate_asks_by_algorithm_and_gives_SubjectPublicKeyInfo()
    {
        // The base point of P-256 (SP 800-186 §3.2.1.3) as a public key.
        var card = new ScriptedCard("""
            > 00 47 00 9A 05 AC 03 80 01 11 00
            < 7F 49 43 86 41 04 6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296 4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5 90 00
            """);

        var spki = await new PivCard(card).GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct);

        Assert.Equal(
            "3059301306072A8648CE3D020106082A8648CE3D030107034200046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5",
            Convert.ToHexString(spki));
    }

    [Theory]
    [InlineData("86 21 03 6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296")] // Compressed, which PIV does not have (SP 800-73-4 part 2, table 9).
    [InlineData("86 20 6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296")]
    [InlineData("81 01 01")]
    public async Task Another_form_of_a_point_is_no_key(string elements)
    {
        var length = elements.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(part => part.Length) / 2;
        var card = new ScriptedCard($"""
            > 00 47 00 9A 05 AC 03 80 01 11 00
            < 7F 49 {length:X2} {elements} 90 00
            """);

        await Assert.ThrowsAsync<CardProtocolException>(
            async () => await new PivCard(card).GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct));
    }

    [Fact]
    public async Task Sign_sends_the_digest_and_reads_the_response()
    {
        var card = new ScriptedCard("""
            > 00 87 11 9C 26 7C 24 82 00 81 20 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F 00
            < 7C 0A 82 08 30 06 02 01 01 02 01 02 90 00
            """);

        var signature = await new PivCard(card).SignAsync(PivSlot.Signature, PivAlgorithm.EccP256, Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), Ct);

        Assert.Equal("3006020101020102", Convert.ToHexString(signature));
    }

    [Fact]
    public async Task Long_data_goes_in_a_chain_and_long_answers_are_fetched()
    {
        var content = new string('A', 600);
        var card = new ScriptedCard($"""
            > 10 DB 3F FF FF 5C 03 5F C1 02 53 82 01 2C {content[..492]}
            < 90 00
            > 00 DB 3F FF 36 {content[492..]}
            < 90 00
            > 00 CB 3F FF 05 5C 03 5F C1 02 00
            < 53 82 01 2C {content[..504]} 61 30
            > 00 C0 00 00 30
            < {content[504..]} 90 00
            """);
        var piv = new PivCard(card);

        await piv.PutObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Convert.FromHexString(content), Ct);
        var read = await piv.GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Ct);

        Assert.Equal(content, Convert.ToHexString(read!));
        card.AssertOver();
    }

    [Fact]
    public async Task A_wrong_length_is_asked_again_with_the_right_one()
    {
        var card = new ScriptedCard("""
            > 00 FD 00 00 00
            < 6C 03
            > 00 FD 00 00 03
            < 05 07 01 90 00
            """);

        Assert.Equal(new Version(5, 7, 1), await new PivCard(card).VersionAsync(Ct));
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_null_and_any_other_refusal_is_thrown()
    {
        var card = new ScriptedCard("""
            > 00 CB 3F FF 05 5C 03 5F C1 05 00
            < 6A 82
            > 00 CB 3F FF 03 5C 01 7E 00
            < 69 82
            """);
        var piv = new PivCard(card);

        Assert.Null(await piv.ReadCertificateAsync(PivSlot.Authentication, Ct));
        var refused = await Assert.ThrowsAsync<CardRefusedException>(async () => await piv.GetObjectAsync(PivObjectId.Discovery, Ct));
        Assert.Equal(StatusWord.SecurityStatusNotSatisfied, refused.Status);
    }

    [Fact]
    public async Task The_management_key_is_set_by_algorithm_and_length()
    {
        var card = new ScriptedCard($"""
            > 00 FF FF FF 23 0C 9B 20 {new string('7', 64)}
            < 90 00
            """);

        await new PivCard(card).SetManagementKeyAsync(Convert.FromHexString(new string('7', 64)), PivAlgorithm.Aes256, Ct);

        card.AssertOver();
    }

    [Fact]
    public async Task A_card_that_promises_more_for_ever_is_not_believed()
    {
        var lines = string.Concat(Enumerable.Range(0, 300).Select(_ => $"> 00 C0 00 00 00\n< {new string('0', 512)} 61 00\n"));
        var endless = new ScriptedCard("> 00 CB 3F FF 05 5C 03 5F C1 02 00\n< 61 00\n" + lines);
        var empty = new ScriptedCard("> 00 CB 3F FF 05 5C 03 5F C1 02 00\n< 61 00\n> 00 C0 00 00 00\n< 61 00\n");

        await Assert.ThrowsAsync<CardProtocolException>(async () => await new PivCard(endless).GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Ct));
        await Assert.ThrowsAsync<CardProtocolException>(async () => await new PivCard(empty).GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, Ct));
    }
}
