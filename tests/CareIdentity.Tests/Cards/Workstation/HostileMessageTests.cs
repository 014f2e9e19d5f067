using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Neither side can be talked into anything by the other. Seeds are fixed: a failure names its round.</summary>
public sealed class HostileMessageTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly byte[][] FromService =
    [
        Wire.Write(Conversation.Operation(OperationKind.Renew)),
        Wire.Write(new StepBegun(1, "Make keys")),
        Wire.Write(new Apdu(1, new CommandApdu(0, 0xA4, 4, 0, (byte[])[0xA0, 0, 0, 3, 8], 256).Encode())),
        Wire.Write(new Apdu(2, new CommandApdu(0, 0x20, 0, 0x80).Encode())),
        Wire.Write(new PasscodeWanted(3, new CommandApdu(0, 0x20, 0, 0x80, new byte[8]).Encode(), [new PasscodePlace(0, PasscodeKind.Current)], "Confirm")),
        Wire.Write(new Done(OperationOutcome.Completed, "Done.")),
    ];

    private static readonly byte[][] FromWorkstation =
    [
        Wire.Write(new Hello(1, "t", "a", [new CardInReader("R", "1000000017", CardState.Ours, 3)])),
        Wire.Write(new Response(1, [0x90, 0x00])),
        Wire.Write(new Stopped(1, StopCode.PasscodeNotGiven, "No passcode was entered.")),
        Wire.Write(new CardGone()),
    ];

    [Fact]
    public void Whatever_arrives_is_a_message_or_refused()
    {
        var seeded = new SeededBytes(20260311);
        for (var round = 0; round < 4000; round++)
        {
            var up = seeded.Mutate(FromWorkstation[seeded.Below(FromWorkstation.Length)]);
            var down = seeded.Mutate(FromService[seeded.Below(FromService.Length)]);

            OnlyRefuses(() => Wire.Write(Wire.ReadFromWorkstation(up)), round);
            OnlyRefuses(() => Wire.Write(Wire.ReadFromService(down)), round);
        }
    }

    [Fact]
    public async Task A_hostile_service_gets_nothing_to_the_card_that_the_operation_does_not_need()
    {
        var seeded = new SeededBytes(20260312);
        for (var round = 0; round < 60; round++)
        {
            await using var talk = await new Conversation("111111", "193746").IssuedAsync("193746");
            talk.Readers.Insert(Conversation.Reader, talk.Card);
            talk.BeginWorkstation();

            // A true beginning, so that some rounds get far; then anything.
            for (var n = 0; n < 8; n++)
            {
                var next = n == 0 && seeded.Below(4) > 0 ? FromService[0] : FromService[seeded.Below(FromService.Length)];
                await talk.Pipe.Service.SendAsync(n > 0 && seeded.Below(2) == 0 ? seeded.Mutate(next) : next, None);
            }

            talk.Pipe.Cut();
            await talk.Relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

            Assert.All(talk.Watched.Commands, command => Assert.Contains(command[..8], (string[])["00 A4 04", "00 F8 00", "00 20 00", "00 CB 3F", "00 C0 00"]));
            ConversationTests.AssertNoPasscodeOnThePipe(talk, "193746", "111111");
        }
    }

    [Fact]
    public async Task A_hostile_workstation_gets_the_service_to_nothing_but_an_orderly_end()
    {
        var seeded = new SeededBytes(20260313);
        for (var round = 0; round < 250; round++)
        {
            var pipe = new MemoryPipe();
            await pipe.Workstation.SendAsync(FromWorkstation[0], None);
            for (var n = 0; n < 6; n++)
            {
                var next = FromWorkstation[seeded.Below(FromWorkstation.Length)];
                await pipe.Workstation.SendAsync(seeded.Below(2) == 0 ? seeded.Mutate(next) : next, None);
            }

            pipe.Cut();
            var channel = await RemoteCardChannel.AcceptAsync(pipe.Service, new RemoteCardTimeouts(), TimeProvider.System, None);
            await channel.AnnounceAsync(Conversation.Operation(OperationKind.Renew), None);
            var fault = await Record.ExceptionAsync(async () =>
            {
                var card = new PivCard(channel);
                for (var n = 0; n < 8; n++)
                {
                    await card.VerifyPasscodeAsync(None);
                }
            });

            Assert.True(
                fault is CardProtocolException or CardLinkLostException or CardRemovedException or CardRefusedException
                    or PasscodeNotGivenException or WorkstationStoppedException,
                $"Round {round}: {fault}");
        }
    }

    [Theory]
    [InlineData("""{"type":"response","id":2,"bytes":"kAA="}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[]}""")]
    [InlineData("""{"type":"stopped","id":2,"code":"cardReset","reason":"x"}""")]
    [InlineData("""{"type":"stopped","id":null,"code":"passcodeNotGiven","reason":"x"}""")]
    public async Task An_answer_to_something_else_ends_the_link(string answer)
    {
        var pipe = new MemoryPipe();
        await pipe.Workstation.SendAsync(FromWorkstation[0], None);
        await pipe.Workstation.SendAsync(System.Text.Encoding.UTF8.GetBytes(answer), None);
        await pipe.Workstation.SendAsync(FromWorkstation[1], None);
        var channel = await RemoteCardChannel.AcceptAsync(pipe.Service, new RemoteCardTimeouts(), TimeProvider.System, None);
        await channel.AnnounceAsync(Conversation.Operation(OperationKind.Renew), None);

        await Assert.ThrowsAsync<CardProtocolException>(async () => await channel.TransmitAsync(new CommandApdu(0, 0x20, 0, 0x80), None));
        await Assert.ThrowsAsync<CardLinkLostException>(async () => await channel.TransmitAsync(new CommandApdu(0, 0x20, 0, 0x80), None));
    }

    [Theory]
    [InlineData("""{"type":"cardGone"}""")]
    [InlineData("""{"type":"hello","version":2,"ticket":"t","agent":"a","cards":[]}""")]
    [InlineData("hello")]
    public async Task A_workstation_that_does_not_say_hello_as_expected_is_not_accepted(string first)
    {
        var pipe = new MemoryPipe();
        await pipe.Workstation.SendAsync(System.Text.Encoding.UTF8.GetBytes(first), None);

        await Assert.ThrowsAsync<CardProtocolException>(async () =>
            await RemoteCardChannel.AcceptAsync(pipe.Service, new RemoteCardTimeouts(), TimeProvider.System, None));
    }

    [Theory]
    [InlineData("""{"type":"apdu","id":1,"bytes":"AKQEAA=="}""", StopCode.MessageRefused)]
    [InlineData("not json", StopCode.MessageRefused)]
    [InlineData("""{"type":"operation","version":2,"kind":"issue","inWords":"w","holder":"h","reader":"Test reader 1","cardSerial":null,"stepCount":1}""", StopCode.VersionUnknown)]
    [InlineData("""{"type":"operation","version":1,"kind":"issue","inWords":"w","holder":"h","reader":"No such reader","cardSerial":null,"stepCount":1}""", StopCode.WrongCard)]
    public async Task A_service_that_begins_with_anything_else_than_an_operation_reaches_no_card(string first, StopCode code)
    {
        await using var talk = new Conversation();
        talk.Readers.Insert(Conversation.Reader, talk.Card);
        talk.BeginWorkstation();
        await talk.Pipe.Service.ReceiveAsync(None);

        await talk.Pipe.Service.SendAsync(System.Text.Encoding.UTF8.GetBytes(first), None);
        var stopped = Wire.ReadFromWorkstation((await talk.Pipe.Service.ReceiveAsync(None))!.Value);
        talk.Pipe.Cut();

        Assert.Equal(code, Assert.IsType<Stopped>(stopped).Code);
        Assert.Equal(code, (await talk.Relay).Stop);
        Assert.Empty(talk.Person.Operations);
    }

    [Fact]
    public async Task One_conversation_is_one_operation()
    {
        await using var talk = new Conversation();
        var channel = await talk.BeginAsync(OperationKind.Issue, null);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await channel.AnnounceAsync(Conversation.Operation(OperationKind.Clear), None));
        await talk.Pipe.Service.SendAsync(FromService[0], None);

        Assert.Equal(StopCode.MessageRefused, (await talk.Relay).Stop);
    }

    private static void OnlyRefuses(Action read, int round)
    {
        var fault = Record.Exception(read);
        Assert.True(fault is null or CardProtocolException, $"Round {round}: {fault}");
    }
}
