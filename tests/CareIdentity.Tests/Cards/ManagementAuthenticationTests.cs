using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Tlv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>Both sides of SP 800-73-4 Part 2 §3.2.4, each against the other side written out by hand, so that a mistake made twice is found.</summary>
public sealed class ManagementAuthenticationTests
{
    private static readonly byte[] AesKey = Convert.FromHexString("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F");

    // FIPS 197 Appendix C; the last two were made with another implementation, the factory key among them.
    [Theory]
    [InlineData(PivAlgorithm.Aes128, "000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "69C4E0D86A7B0430D8CDB78070B4C55A")]
    [InlineData(PivAlgorithm.Aes192, "000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF", "DDA97CA4864CDFE06EAF70A0EC0D7191")]
    [InlineData(PivAlgorithm.Aes256, "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF", "8EA2B7CA516745BFEAFC49904B496089")]
    [InlineData(PivAlgorithm.TripleDes, "010203040506070801020304050607080102030405060708", "0000000000000000", "B073DC3FB209536D")]
    [InlineData(PivAlgorithm.TripleDes, "0123456789ABCDEF23456789ABCDEF01456789ABCDEF0123", "5468652071756663", "A826FD8CE53B855F")]
    public void A_block_is_enciphered_as_the_standard_says(PivAlgorithm algorithm, string key, string clear, string enciphered)
    {
        var k = Convert.FromHexString(key);

        Assert.Equal(enciphered, Convert.ToHexString(ManagementKey.Encipher(algorithm, k, Convert.FromHexString(clear))));
        Assert.Equal(clear, Convert.ToHexString(ManagementKey.Decipher(algorithm, k, Convert.FromHexString(enciphered))));
    }

    [Fact]
    public void The_card_proves_itself_to_a_caller_who_proves_themself()
    {
        using var card = CardWithAes();
        using var aes = Aes.Create();
        aes.Key = AesKey;
        var challenge = Convert.FromHexString("00112233445566778899AABBCCDDEEFF");

        var asked = card.Transmit(Convert.FromHexString("00870C9B047C02800000"));
        Assert.Equal("7C128010", Convert.ToHexString(asked[..4]));
        var witness = aes.DecryptEcb(asked.AsSpan(4, 16), PaddingMode.None);
        var answer = card.Transmit([.. Convert.FromHexString("00870C9B267C248010"), .. witness, 0x81, 0x10, .. challenge, 0x00]);

        Assert.Equal("7C1282108EA2B7CA516745BFEAFC49904B4960899000", Convert.ToHexString(answer));
        Assert.Equal("9000", Convert.ToHexString(card.Transmit(Convert.FromHexString("00DB3FFF085C035FC10C530101"))));
    }

    [Fact]
    public void The_caller_alone_may_prove_themself_by_answering_a_challenge()
    {
        using var card = CardWithAes();
        using var aes = Aes.Create();
        aes.Key = AesKey;

        var asked = card.Transmit(Convert.FromHexString("00870C9B047C02810000"));
        Assert.Equal("7C128110", Convert.ToHexString(asked[..4]));
        byte[] command = [.. Convert.FromHexString("00870C9B147C128210"), .. aes.EncryptEcb(asked.AsSpan(4, 16), PaddingMode.None)];

        Assert.Equal("9000", Convert.ToHexString(card.Transmit(command)));
        Assert.Equal("6982", Convert.ToHexString(card.Transmit(command)));
        Assert.Equal("6982", Convert.ToHexString(card.Transmit(Convert.FromHexString("00DB3FFF085C035FC10C530101"))));
    }

    /// <summary>Both ways with every algorithm of SP 800-78-4 Table 6-2; the caller's half by the platform's own ciphers.</summary>
    [Theory]
    [InlineData(PivAlgorithm.TripleDes)]
    [InlineData(PivAlgorithm.Aes128)]
    [InlineData(PivAlgorithm.Aes192)]
    [InlineData(PivAlgorithm.Aes256)]
    public void Caller_and_card_prove_themselves_with_every_algorithm(PivAlgorithm algorithm)
    {
        var key = RandomNumberGenerator.GetBytes(algorithm.KeyLength());
        using var cipher = Cipher(algorithm);
        cipher.Key = key;
        var block = (byte)(cipher.BlockSize / 8);
        using var factory = new VirtualCard(Serial);
        using var card = VirtualCard.Restore(factory.Save() with { ManagementAlgorithm = algorithm, ManagementKey = key });
        card.Transmit(Convert.FromHexString("00A4040005A000000308"));
        byte[] Ask(byte tag) => card.Transmit([0x00, 0x87, (byte)algorithm, 0x9B, 0x04, 0x7C, 0x02, tag, 0x00, 0x00]);
        string Write() => Convert.ToHexString(card.Transmit(Convert.FromHexString("00DB3FFF085C035FC10C530101")));

        var challenge = Ask(0x81)[4..(4 + block)];
        var isLetIn = card.Transmit([0x00, 0x87, (byte)algorithm, 0x9B, (byte)(block + 4), 0x7C, (byte)(block + 2), 0x82, block, .. cipher.EncryptEcb(challenge, PaddingMode.None)]);
        var external = (Convert.ToHexString(isLetIn), Write());
        card.Reset();
        card.Transmit(Convert.FromHexString("00A4040005A000000308"));
        var between = Write();
        var own = RandomNumberGenerator.GetBytes(block);
        var witness = cipher.DecryptEcb(Ask(0x80).AsSpan(4, block), PaddingMode.None);
        var answer = card.Transmit([0x00, 0x87, (byte)algorithm, 0x9B, (byte)((2 * block) + 6), 0x7C, (byte)((2 * block) + 4), 0x80, block, .. witness, 0x81, block, .. own, 0x00]);

        Assert.Equal(("9000", "9000"), external);
        Assert.Equal("6982", between);
        Assert.Equal([0x7C, (byte)(block + 2), 0x82, block, .. cipher.EncryptEcb(own, PaddingMode.None), 0x90, 0x00], answer);
        Assert.Equal("9000", Write());
    }

    [Theory]
    [InlineData(PivAlgorithm.TripleDes)]
    [InlineData(PivAlgorithm.Aes128)]
    [InlineData(PivAlgorithm.Aes192)]
    [InlineData(PivAlgorithm.Aes256)]
    public async Task The_session_proves_the_key_to_a_card_that_proves_nothing(PivAlgorithm algorithm)
    {
        var key = RandomNumberGenerator.GetBytes(algorithm.KeyLength());
        using var factory = new VirtualCard(Serial);
        using var card = VirtualCard.Restore(factory.Save() with { ManagementAlgorithm = algorithm, ManagementKey = key });
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);

        var wrong = await Assert.ThrowsAsync<CardRefusedException>(
            async () => await piv.AuthenticateExternallyAsync(RandomNumberGenerator.GetBytes(key.Length), algorithm, Ct));
        await Assert.ThrowsAsync<CardRefusedException>(async () => await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[] { 0xFE, 0x00 }, Ct));
        await piv.AuthenticateExternallyAsync(key, algorithm, Ct);
        await piv.PutObjectAsync(PivObjectId.KeyHistory, new byte[] { 0xFE, 0x00 }, Ct);

        Assert.Equal(StatusWord.SecurityStatusNotSatisfied, wrong.Status);
    }

    /// <summary>The bytes of Appendix A.1 of SP 800-73-4 Part 2.</summary>
    [Fact]
    public void External_authentication_asks_and_answers_as_the_standard_has_it()
    {
        Assert.Equal("00870C9B047C02810000", Convert.ToHexString(new AskChallengeCommand(PivAlgorithm.Aes256).ToApdu().Encode()));
        Assert.Equal("0087039B0C7C0A82080102030405060708", Convert.ToHexString(new AnswerChallengeCommand(PivAlgorithm.TripleDes, Convert.FromHexString("0102030405060708")).ToApdu().Encode()));
        Assert.Throws<CardProtocolException>(() => new AskChallengeCommand(PivAlgorithm.Aes256).Read(ResponseApdu.Decode(Convert.FromHexString("7C0A810801020304050607089000"))));
    }

    [Fact]
    public void A_witness_is_good_for_the_next_command_only()
    {
        using var card = CardWithAes();
        using var aes = Aes.Create();
        aes.Key = AesKey;
        var asked = card.Transmit(Convert.FromHexString("00870C9B047C02800000"));
        byte[] answer = [.. Convert.FromHexString("00870C9B267C248010"), .. aes.DecryptEcb(asked.AsSpan(4, 16), PaddingMode.None), 0x81, 0x10, .. new byte[16], 0x00];

        card.Transmit(Convert.FromHexString("00F80000"));

        Assert.Equal("6982", Convert.ToHexString(card.Transmit(answer)));
    }

    [Fact]
    public void Without_a_witness_nobody_is_let_in()
    {
        using var card = CardWithAes();

        Assert.Equal("6982", Convert.ToHexString(card.Transmit([.. Convert.FromHexString("00870C9B267C248010"), .. new byte[16], 0x81, 0x10, .. new byte[16], 0x00])));
        Assert.Equal("6982", Convert.ToHexString(card.Transmit([.. Convert.FromHexString("00870C9B147C128210"), .. new byte[16]])));
        Assert.Equal("6A86", Convert.ToHexString(card.Transmit(Convert.FromHexString("0087039B047C02800000"))));
    }

    [Fact]
    public async Task The_session_deciphers_the_witness_and_checks_the_response()
    {
        var honest = new CardByHand(AesKey, isHonest: true);
        var liar = new CardByHand(AesKey, isHonest: false);

        await new PivCard(honest).AuthenticateManagementAsync(AesKey, PivAlgorithm.Aes256, Ct);

        Assert.Equal("69C4E0D86A7B0430D8CDB78070B4C55A", Convert.ToHexString(honest.WitnessReturned));
        await Assert.ThrowsAsync<CardProtocolException>(async () => await new PivCard(liar).AuthenticateManagementAsync(AesKey, PivAlgorithm.Aes256, Ct));
    }

#pragma warning disable CA5350 // Triple DES is what PIV cards had before AES; it is asked of the card here, not chosen.
    private static SymmetricAlgorithm Cipher(PivAlgorithm algorithm) => algorithm == PivAlgorithm.TripleDes ? TripleDES.Create() : Aes.Create();
#pragma warning restore CA5350

    private static VirtualCard CardWithAes()
    {
        using var factory = new VirtualCard(Serial);
        var card = VirtualCard.Restore(factory.Save() with { ManagementAlgorithm = PivAlgorithm.Aes256, ManagementKey = AesKey });
        card.Transmit(Convert.FromHexString("00A4040005A000000308"));
        return card;
    }

    /// <summary>A card that knows the one exchange; the dishonest one lets everybody in without holding the key.</summary>
    private sealed class CardByHand(byte[] key, bool isHonest) : ICardChannel
    {
        public byte[] WitnessReturned { get; private set; } = [];

        public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
        {
            using var aes = Aes.Create();
            aes.Key = key;
            var template = new TlvReader(command.Data.Span).ReadNested(0x7C);
            var witness = template.Read(0x80);
            if (witness.IsEmpty)
            {
                var enciphered = aes.EncryptEcb(Convert.FromHexString("69C4E0D86A7B0430D8CDB78070B4C55A"), PaddingMode.None);
                return Answer([0x7C, 0x12, 0x80, 0x10, .. enciphered]);
            }

            WitnessReturned = witness.ToArray();
            var response = aes.EncryptEcb(template.Read(0x81), PaddingMode.None);
            response[3] ^= isHonest ? (byte)0 : (byte)1;
            return Answer([0x7C, 0x12, 0x82, 0x10, .. response]);
        }

        public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) =>
            throw new InvalidOperationException("No passcode belongs here.");

        private static ValueTask<ResponseApdu> Answer(byte[] data) => ValueTask.FromResult(new ResponseApdu(data, StatusWord.Success));
    }
}
