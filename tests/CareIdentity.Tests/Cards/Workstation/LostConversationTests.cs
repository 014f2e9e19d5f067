using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Links, cards and people that go away in the middle.</summary>
public sealed class LostConversationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_link_cut_at_any_message_ends_both_sides_and_frees_the_card()
    {
        var whole = await ChangeAsync(int.MaxValue);
        Assert.Null(whole.Fault);

        for (var messages = 0; messages < whole.Messages; messages++)
        {
            var cut = await ChangeAsync(messages);

            // The last message is the service's own "done": it cannot know that it never arrived.
            Assert.Equal(messages == whole.Messages - 1 ? null : typeof(CardLinkLostException), cut.Fault?.GetType());
            Assert.Equal(OperationOutcome.Interrupted, cut.End.Outcome);
        }
    }

    [Fact]
    public async Task A_card_taken_out_before_any_command_ends_the_operation_on_both_sides()
    {
        var commands = (await ChangeAsync(int.MaxValue)).Commands;

        for (var command = 1; command <= commands; command++)
        {
            await using var talk = await new Conversation("193746", "864201").IssuedAsync("193746");
            var left = command;
            talk.Watched.Before = _ =>
            {
                if (--left == 0)
                {
                    talk.Readers.Remove(Conversation.Reader);
                }
            };

            var fault = await Record.ExceptionAsync(() => ChangeAsync(talk));
            await talk.Pipe.Service.SendAsync(Wire.Write(new Done(OperationOutcome.Interrupted, "It was interrupted.")), None);
            var end = await talk.Relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

            Assert.True(fault is CardRemovedException or WorkstationStoppedException { Code: StopCode.WrongCard }, $"{command}: {fault}");
            Assert.Equal(OperationOutcome.Interrupted, end.Outcome);
            ConversationTests.AssertNoPasscodeOnThePipe(talk, "193746", "864201");
        }
    }

    [Fact]
    public async Task A_card_that_leaves_while_nothing_is_asked_of_it_is_told_at_once()
    {
        await using var talk = new Conversation();
        var channel = await talk.BeginAsync(OperationKind.Issue, null);
        var card = new PivCard(channel);
        await card.SelectAsync(None);

        talk.Readers.Remove(Conversation.Reader);

        await UntilAsync(() => talk.Pipe.Texts.Any(text => text.Contains("cardGone", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<CardRemovedException>(async () => await card.SelectAsync(None));
        await Assert.ThrowsAsync<CardRemovedException>(async () => await card.SelectAsync(None));
    }

    [Fact]
    public async Task The_question_for_a_passcode_is_taken_away_when_the_card_leaves()
    {
        await using var talk = await new Conversation { Person = new TypingPerson { Hesitates = true } }.IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        var asking = card.VerifyPasscodeAsync(None).AsTask();
        await UntilAsync(() => talk.Person.Asked.Count == 1);
        talk.Readers.Remove(Conversation.Reader);

        await Assert.ThrowsAsync<CardRemovedException>(() => asking);
    }

    [Fact]
    public async Task The_question_for_a_passcode_is_taken_away_when_the_link_is_lost()
    {
        await using var talk = await new Conversation { Person = new TypingPerson { Hesitates = true } }.IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        var asking = card.VerifyPasscodeAsync(None).AsTask();
        await UntilAsync(() => talk.Person.Asked.Count == 1);
        talk.Pipe.Cut();

        await Assert.ThrowsAsync<CardLinkLostException>(() => asking);
        Assert.Equal(OperationOutcome.Interrupted, (await talk.Relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System)).Outcome);
    }

    [Fact]
    public async Task A_workstation_that_does_not_answer_in_time_is_lost_and_stays_lost()
    {
        await using var talk = await new Conversation { Person = new TypingPerson { Hesitates = true } }.IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        var asking = card.VerifyPasscodeAsync(None).AsTask();
        await UntilAsync(() => talk.Person.Asked.Count == 1);
        talk.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False(asking.IsCompleted);
        talk.Clock.Advance(TimeSpan.FromSeconds(2));

        await Assert.ThrowsAsync<CardLinkLostException>(() => asking);
        await Assert.ThrowsAsync<CardLinkLostException>(async () => await card.SelectAsync(None));
    }

    [Fact]
    public async Task A_workstation_that_says_nothing_is_not_waited_for()
    {
        await using var talk = new Conversation();

        var accepting = RemoteCardChannel.AcceptAsync(talk.Pipe.Service, new RemoteCardTimeouts(), talk.Clock, None).AsTask();
        talk.Clock.Advance(TimeSpan.FromSeconds(31));

        await Assert.ThrowsAsync<CardLinkLostException>(() => accepting);
    }

    [Fact]
    public async Task The_person_closes_the_program_and_the_service_is_told()
    {
        await using var talk = new Conversation();
        var card = new PivCard(await talk.BeginAsync(OperationKind.Issue, null));
        await card.SelectAsync(None);

        talk.PersonCloses();
        var end = await talk.Relay;

        Assert.Equal(StopCode.PersonStopped, end.Stop);
        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await card.SelectAsync(None));
        Assert.Equal(StopCode.PersonStopped, stopped.Code);
    }

    [Fact]
    public async Task After_a_reset_the_same_card_may_begin_the_step_again()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);
        ResetOnce(talk, () => talk.Card.Reset());

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await card.VerifyPasscodeAsync(None));
        await card.SelectAsync(None);
        var outcome = await card.VerifyPasscodeAsync(None);

        Assert.Equal(StopCode.CardReset, stopped.Code);
        Assert.True(outcome.IsAccepted);
    }

    [Fact]
    public async Task After_a_reset_another_card_is_not_touched()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);
        ResetOnce(talk, () => talk.Watched.Answer = OtherSerial);

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await card.VerifyPasscodeAsync(None));
        var before = talk.Watched.Commands.Count;
        await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await card.SelectAsync(None));

        Assert.Equal(StopCode.WrongCard, stopped.Code);
        Assert.Equal(before, talk.Watched.Commands.Count);
        Assert.Empty(talk.Person.Asked);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public async Task A_card_that_answers_as_no_card_may_is_given_up(int length)
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);
        talk.Watched.Answer = (_, _) => new byte[length];

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await card.SelectAsync(None));

        Assert.Equal(StopCode.CardFault, stopped.Code);
    }

    [Fact]
    public async Task A_card_that_gives_the_passcode_back_gives_it_to_nobody()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);
        talk.Watched.Answer = (command, answer) => command.Length > 5 ? (byte[])[.. command.Span, 0x90, 0x00] : answer;

        await card.VerifyPasscodeAsync(None);

        ConversationTests.AssertNoPasscodeOnThePipe(talk, "193746");
    }

    private static async Task<(Exception? Fault, RelayOutcome End, int Messages, int Commands)> ChangeAsync(int messages)
    {
        await using var talk = await new Conversation("193746", "864201").IssuedAsync("193746");
        talk.Pipe.CutAfter(messages);
        var fault = await Record.ExceptionAsync(() => ChangeAsync(talk));
        if (fault is not null)
        {
            talk.Pipe.Cut();
        }

        var end = await talk.Relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        await using var session = await talk.Readers.OpenAsync(Conversation.Reader, None);
        Assert.NotNull(session);
        ConversationTests.AssertNoPasscodeOnThePipe(talk, "193746", "864201");
        return (fault, end, talk.Pipe.Sent.Count, talk.Watched.Commands.Count);
    }

    private static async Task ChangeAsync(Conversation talk)
    {
        var channel = await talk.BeginAsync(OperationKind.ChangePasscode);
        await channel.StepAsync(1, "Choose a new passcode", None);
        var card = new PivCard(channel);
        await card.SelectAsync(None);
        await card.SerialAsync(None);
        Assert.True((await card.ChangePasscodeAsync(None)).IsAccepted);
        await channel.DoneAsync(OperationOutcome.Completed, "The passcode is changed.", None);
    }

    private static void ResetOnce(Conversation talk, Action reset) => talk.Watched.Before = _ =>
    {
        talk.Watched.Before = null;
        reset();
        throw new CardResetException();
    };

    private static ReadOnlyMemory<byte> OtherSerial(ReadOnlyMemory<byte> command, ReadOnlyMemory<byte> answer) =>
        command.Span[1] == 0xF8 ? (byte[])[0x3B, 0x9A, 0xCA, 0x19, 0x90, 0x00] : answer;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, patience.Token);
        }
    }
}
