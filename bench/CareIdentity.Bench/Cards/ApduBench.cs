using System.Globalization;
using System.Security.Cryptography;
using CareIdentity.Agent.PcSc;
using CareIdentity.Bench.Measuring;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Piv.Commands;
using CareIdentity.Cards.Piv.Objects;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Testing.Readers;

namespace CareIdentity.Bench.Cards;

/// <summary>
/// What our stack (the agent's readers, commands, chaining, GET RESPONSE, reading of answers) costs beside the same bytes given to
/// <c>SCardTransmit</c> by hand: one card, one reader of vpcd, one pcscd for both, in turns.
/// </summary>
internal sealed class ApduBench(BenchScale scale)
{
    private const double MostOverhead = 1.2;

    private static readonly byte[] FactoryPin = "123456"u8.ToArray();
    private static readonly byte[] FactoryKey = Convert.FromHexString("010203040506070801020304050607080102030405060708");

    public async Task<IReadOnlyList<Figure>> MeasureAsync(CancellationToken ct)
    {
        if (PcscInstallation.ReasonToSkip() is { } reason)
        {
            await Console.Error.WriteLineAsync($"apdu is left out: {reason}");
            return [];
        }

        using var card = new VirtualCard("1012345678");
        await PersonaliseAsync(card, ct);
        await using var pcscd = await PrivatePcscd.StartAsync();
        await using var inserted = await pcscd.InsertAsync(card, ct: ct);
        RawPcsc.ReachAt(pcscd.Environment);
        var digest = RandomNumberGenerator.GetBytes(32);
        var identifier = new CardHolderUniqueIdentifier(Guid.NewGuid(), new DateOnly(2040, 1, 1)).Encode();
        return
        [
            await CompareAsync(
                "reads of the card holder unique identifier", pcscd.Readers[0].Name, async piv => await piv.GetObjectAsync(PivObjectId.CardHolderUniqueIdentifier, ct) is { Length: > 50 },
                [new GetObjectCommand(PivObjectId.CardHolderUniqueIdentifier).ToApdu()], ct),
            await CompareAsync(
                "reads of a certificate in five parts", pcscd.Readers[0].Name, async piv => await piv.GetObjectAsync(PivObjectId.AuthenticationCertificate, ct) is { Length: > 50 },
                [new GetObjectCommand(PivObjectId.AuthenticationCertificate).ToApdu(), .. Enumerable.Repeat(new CommandApdu(0x00, 0xC0, 0x00, 0x00, Le: 256), 4)], ct),
            await CompareAsync(
                "signatures by a P-256 key", pcscd.Readers[0].Name, async piv => (await piv.SignAsync(PivSlot.Authentication, PivAlgorithm.EccP256, digest, ct)).Length > 50,
                [new SignCommand(PivSlot.Authentication, PivAlgorithm.EccP256, digest).ToApdu()], ct),
            await CompareAsync(
                "verifications of the passcode", pcscd.Readers[0].Name, async piv => (await piv.VerifyPasscodeAsync(FactoryPin, ct)).IsAccepted,
                [new VerifyCommand(FactoryPin).ToApdu()], ct),
            await CompareAsync(
                "writes of the card holder unique identifier", pcscd.Readers[0].Name,
                async piv =>
                {
                    await piv.PutObjectAsync(PivObjectId.CardHolderUniqueIdentifier, identifier, ct);
                    return true;
                },
                [new PutObjectCommand(PivObjectId.CardHolderUniqueIdentifier, identifier).ToApdu()], ct),
            await CompareAsync(
                "P-256 key pairs made", pcscd.Readers[0].Name, async piv => (await piv.GenerateKeyAsync(PivSlot.Signature, PivAlgorithm.EccP256, ct)).Length > 50,
                [new GenerateKeyCommand(PivSlot.Signature, PivAlgorithm.EccP256).ToApdu()], ct),
        ];
    }

    private async Task<Figure> CompareAsync(string what, string reader, Func<PivCard, ValueTask<bool>> ours, IReadOnlyList<CommandApdu> commands, CancellationToken ct)
    {
        var rounds = await Rounds.AlternateAsync(
            scale.CardRounds, [new Workload("ours", _ => OursAsync(reader, ours, ct)), new Workload("raw", _ => RawAsync(reader, [.. commands.Select(command => command.Encode())]))], ct);

        // By the middle command: a machine that does something else meanwhile stops a thread of ours or of pcscd for as long as a hundred of them.
        var overhead = rounds[0].Median50 / rounds[1].Median50;
        return Figure.OfRates("apdu", what, rounds[0], "SCardTransmit of the same bytes", rounds[1]) with
        {
            Aim = new Aim(string.Create(CultureInfo.InvariantCulture, $"at most {MostOverhead} times as long as raw, it took {overhead:0.00} times"), overhead <= MostOverhead),
        };
    }

    private async Task<Sample> OursAsync(string reader, Func<PivCard, ValueTask<bool>> ask, CancellationToken ct)
    {
        await using var session = await new PcscReaders(Pcsc.OfThisMachine(), TimeProvider.System).OpenAsync(reader, ct)
            ?? throw new WrongAnswerException("The card is not in its reader.");
        var piv = new PivCard(new CardSessionChannel(session));
        await piv.SelectAsync(ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, ct);
        await piv.VerifyPasscodeAsync(FactoryPin, ct);
        return await Load.RunAsync(1, scale.CommandsPerRound, async (_, _) =>
        {
            if (!await ask(piv))
            {
                throw new WrongAnswerException("The card gave less than it holds.");
            }
        });
    }

    private async Task<Sample> RawAsync(string reader, byte[][] commands)
    {
        using var pcsc = new RawPcsc(reader);
        pcsc.Transmit(new SelectCommand().ToApdu().Encode());
        await new PivCard(new RawChannel(pcsc)).AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, CancellationToken.None);
        pcsc.Transmit(new VerifyCommand(FactoryPin).ToApdu().Encode());
        return await Load.RunAsync(1, scale.CommandsPerRound, (_, _) =>
        {
            foreach (var command in commands)
            {
                if (pcsc.Transmit(command) is not [.., 0x90 or 0x61, _])
                {
                    throw new WrongAnswerException("The card refused a command.");
                }
            }

            return Task.CompletedTask;
        });
    }

    private static async Task PersonaliseAsync(VirtualCard card, CancellationToken ct)
    {
        var piv = new PivCard(new VirtualCardChannel(card, TimeProvider.System, _ => null));
        await piv.SelectAsync(ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, ct);
        await piv.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, ct);
        await piv.WriteCertificateAsync(PivSlot.Authentication, RandomNumberGenerator.GetBytes(1_100), ct);
        await piv.PutObjectAsync(
            PivObjectId.CardHolderUniqueIdentifier,
            new CardHolderUniqueIdentifier(Guid.NewGuid(), new DateOnly(2040, 1, 1)).Encode(), ct);
        card.Reset();
    }

    /// <summary>Only so that the card is opened for writing before the raw commands are timed.</summary>
    private sealed class RawChannel(RawPcsc pcsc) : ICardChannel
    {
        public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct) => new(ResponseApdu.Decode(pcsc.Transmit(command.Encode())));

        public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => throw new InvalidOperationException("Nobody types here.");
    }
}
