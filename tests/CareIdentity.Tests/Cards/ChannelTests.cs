using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Iso7816.Channels;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using static CareIdentity.Tests.Cards.CardsUnderTest;

namespace CareIdentity.Tests.Cards;

public sealed class ChannelTests
{
    [Fact]
    public async Task A_trace_never_tells_a_secret()
    {
        using var card = new VirtualCard(Serial);
        var told = new List<string>();
        var piv = new PivCard(new Trace(card.WithTyping("123456", "24681357"), told.Add, TimeProvider.System));

        await piv.SelectAsync(Ct);
        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.VerifyPasscodeAsync(Ct);
        await piv.UnblockAsync(FactoryPuk, Ct);
        await piv.AuthenticateManagementAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        await piv.SetManagementKeyAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);
        await piv.PutObjectAsync(PivObjectId.PrintedInformation, "Dr Example"u8.ToArray(), Ct);

        var all = string.Join('\n', told);
        Assert.Contains("A00000030800001000", all, StringComparison.Ordinal);
        foreach (var secret in (string[])["313233343536", "3234363831333537", "0102030405060708", Convert.ToHexString("Dr Example"u8), "7C"])
        {
            Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Secrets_in_a_command_are_zero_once_it_is_sent()
    {
        var keeper = new Keeper();
        var piv = new PivCard(keeper);

        await piv.VerifyPasscodeAsync(FactoryPin, Ct);
        await piv.ChangePukAsync(FactoryPuk, FactoryPuk, Ct);
        await piv.SetFirstPasscodeAsync(FactoryPin, Ct);
        await piv.UnblockAsync(FactoryPuk, Ct);
        await piv.SetManagementKeyAsync(FactoryKey, PivAlgorithm.TripleDes, Ct);

        Assert.Equal(5, keeper.Kept.Count);
        Assert.All(keeper.Kept, data => Assert.False(data.Span.ContainsAnyExcept((byte)0)));
    }

    [Fact]
    public async Task A_part_of_a_chain_that_is_refused_ends_it()
    {
        var card = new ScriptedCard($"""
            > 10 DB 3F FF FF {new string('0', 510)}
            < 69 82
            """);

        var answer = await new CommandChaining(card).TransmitAsync(new CommandApdu(0, 0xDB, 0x3F, 0xFF, new byte[600]), Ct);

        Assert.Equal(StatusWord.SecurityStatusNotSatisfied, answer.Status);
        card.AssertOver();
    }

    private sealed class Keeper : ICardChannel
    {
        public List<ReadOnlyMemory<byte>> Kept { get; } = [];

        public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct)
        {
            Kept.Add(command.Data);
            return ValueTask.FromResult(new ResponseApdu(StatusWord.Success));
        }

        public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) => TransmitAsync(command.Template, ct);
    }
}
