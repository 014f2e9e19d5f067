using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Tlv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

/// <summary>Parsers return or throw <see cref="CardProtocolException"/> (a refusal where a status says so), whatever the bytes. Bounded and repeatable.</summary>
public sealed class HostileBytesTests
{
    private const int Rounds = 100_000;

    private static readonly byte[][] Answers =
    [
        [.. Convert.FromHexString("61114F0600001000010079074F05A0000003089000")],
        [.. Convert.FromHexString("7F49438641046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F59000")],
        [.. Convert.FromHexString("7C1280108EA2B7CA516745BFEAFC49904B4960899000")],
        [.. Convert.FromHexString("7C1281108EA2B7CA516745BFEAFC49904B4960899000")],
        [.. Convert.FromHexString("01010C02020001050101" + "9000")],
        [.. Convert.FromHexString("5319" + "010141" + "020142" + "0409323033314645423238" + "050131" + "060132" + "FE00" + "9000")],
        [.. FacialImageTests.Answer],
        [.. Convert.FromHexString("7C0A820830060201010201029000")],
        [.. Convert.FromHexString("530A7003010203710100FE009000")],
        [.. Convert.FromHexString("530D700A1F8B0800000000000003710101FE009000")],
        [.. Convert.FromHexString("247E5A4E9000")],
        [.. Convert.FromHexString("7E124F0BA0000003080000100001005F2F0240009000")],
        [.. Convert.FromHexString("530AC10101C20102F300FE009000")],
        [.. Convert.FromHexString("010111020202010301010443864104" + "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2964FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F59000")],
        [.. Convert.FromHexString("63C2")],
    ];

    [Fact]
    public void Random_TLV_is_read_or_refused()
    {
        var seeded = new SeededBytes(1);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = seeded.Bytes(seeded.Below(40));
            OnlyProtocolErrors(bytes, () =>
            {
                var reader = new TlvReader(bytes);
                while (reader.HasMore)
                {
                    reader.ReadNext(out _);
                }
            });
        }
    }

    [Fact]
    public void A_command_that_decodes_is_the_one_that_was_encoded()
    {
        var seeded = new SeededBytes(2);
        for (var round = 0; round < Rounds; round++)
        {
            var command = new CommandApdu(
                0, (byte)seeded.Next(), (byte)seeded.Next(), (byte)seeded.Next(),
                seeded.Bytes(seeded.Below(20) == 0 ? seeded.Below(600) : seeded.Below(20)),
                seeded.Below(3) switch { 0 => null, 1 => 1 + seeded.Below(256), _ => 1 + seeded.Below(65536) });

            var decoded = CommandApdu.Decode(command.Encode());

            Assert.Equal(command.ToString(), decoded?.ToString());
            Assert.Equal(command.Data.ToArray(), decoded!.Data.ToArray());
            _ = CommandApdu.Decode(seeded.Mutate(command.Encode()));
        }
    }

    [Fact]
    public void Every_answer_of_a_card_is_read_or_refused()
    {
        var seeded = new SeededBytes(3);
        Action<ResponseApdu>[] readers =
        [
            r => new SelectCommand().Read(r),
            r => new GenerateKeyCommand(PivSlot.Authentication, PivAlgorithm.EccP256).Read(r),
            r => new GenerateKeyCommand(PivSlot.Authentication, PivAlgorithm.Rsa2048).Read(r),
            r => new AskWitnessCommand(PivAlgorithm.Aes256).Read(r),
            r => new AskChallengeCommand(PivAlgorithm.Aes256).Read(r),
            r => new AnswerChallengeCommand(PivAlgorithm.Aes256, new byte[16]).Read(r),
            r => new SignCommand(PivSlot.Authentication, PivAlgorithm.EccP256, new byte[32]).Read(r),
            r => CertificateObject.Decode(new GetObjectCommand(PivObjectId.AuthenticationCertificate).Read(r) ?? []),
            r => CardHolderUniqueIdentifier.Decode(r.Data.Span),
            r => DiscoveryObject.Decode(new GetObjectCommand(PivObjectId.Discovery).Read(r) ?? []),
            r => KeyHistory.Decode(new GetObjectCommand(PivObjectId.KeyHistory).Read(r) ?? []),
            r => new GetSerialCommand().Read(r),
            r => new GetVersionCommand().Read(r),
            r => new GetKeyMetadataCommand(PivSlot.Authentication).Read(r),
            r => new GetManagementMetadataCommand().Read(r),
            r => FacialImage.Decode(new GetObjectCommand(PivObjectId.FacialImage).Read(r) ?? []),
            r => PrintedInformation.Decode(new GetObjectCommand(PivObjectId.PrintedInformation).Read(r) ?? []),
            r => new AskPasscodeTriesCommand().Read(r),
            r => new AttestCommand(PivSlot.Authentication).Read(r),
            r => new AgreeCommand(PivSlot.KeyManagement, PivAlgorithm.EccP256, new byte[65]).Read(r),
            r => new AnswerWitnessCommand(PivAlgorithm.Aes256, new byte[16], new byte[16]).Read(r),
        ];
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = seeded.Mutate(Answers[seeded.Below(Answers.Length)]);
            var reader = readers[seeded.Below(readers.Length)];
            OnlyProtocolErrors(bytes, () => reader(ResponseApdu.Decode(bytes)));
        }
    }

    [Fact]
    public async Task The_card_answers_whatever_it_is_sent()
    {
        var seeded = new SeededBytes(4);
        var card = await PersonalisedAsync(null);
        var snapshot = card.Save();
        byte[][] commands =
        [
            .. ((string[])
            [
                "00A404000AA000000308000010000100", "0020008008313233343536FFFF", "00200080", "0020FF80",
                "0024008010313233343536FFFF313233343536FFFF", "002C0080103132333435363738313233343536FFFF",
                "00870C9B047C02800000", "0087039B047C02810000", "0087039B0C7C0A82080102030405060708", "0087039B047C02800000", "0087039B167C14800801020304050607088108010203040506070800",
                "0087119A267C2482008120000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F00", "0087119A047C02820000",
                "0047009A05AC0380011100", "00CB3FFF055C035FC10200", "10DB3FFF085C035FC10C530101", "00DB3FFF085C035FC10C530101",
                "00FFFFFF1B039B18010203040506070801020304050607080102030405060708", "00F80000", "00F7009A00", "00FD0000", "00F99A0000", "00FA0303", "0047009A0BAC09800111AA0102AB010100", "00CB3FFF035C7F6100", "00C0000000", "00FB0000",
            ]).Select(Convert.FromHexString),
        ];

        for (var round = 0; round < Rounds; round++)
        {
            // Whoever sends bytes at random locks the card before long; what lies behind the keys is to be reached too.
            if (round % 500 == 0)
            {
                card.Dispose();
                card = await PersonalisedAsync(snapshot);
            }

            var command = seeded.Mutate(commands[seeded.Below(commands.Length)]);
            var answer = card.Transmit(command);
            Assert.True(answer.Length >= 2 && answer[^2] is >= 0x60 and <= 0x6F or 0x90, $"{Convert.ToHexString(command)} was answered with {Convert.ToHexString(answer)}");
        }

        card.Dispose();
    }

    private static async Task<VirtualCard> PersonalisedAsync(VirtualCardSnapshot? snapshot)
    {
        var card = snapshot is null ? new VirtualCard("0912345678") : VirtualCard.Restore(snapshot);
        var piv = new PivCard(card.WithTyping());
        await piv.SelectAsync(Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        if (snapshot is null)
        {
            await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, Ct);
        }

        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        return card;
    }

    private static void OnlyProtocolErrors(byte[] bytes, Action parse)
    {
        try
        {
            parse();
        }
        catch (Exception e) when (e is CardProtocolException or CardRefusedException)
        {
        }
        catch (Exception e)
        {
            Assert.Fail($"{Convert.ToHexString(bytes)} gave {e}");
        }
    }
}
