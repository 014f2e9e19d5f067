using CareIdentity.Agent.PcSc;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using CareIdentity.Testing;
using CareIdentity.Tests.Cards.Workstation;

namespace CareIdentity.Tests.Agent;

/// <summary>Cards through PC/SC: whatever happens to reader, card or service becomes one of few exceptions, and the card is given back reset.</summary>
public sealed class PcscReadersTests : IDisposable
{
    private const string Reader = "Reader 1";

    private static readonly byte[] Select = [0x00, 0xA4, 0x04, 0x00, 0x05, 0xA0, 0x00, 0x00, 0x03, 0x08, 0x00];

    private static readonly CancellationToken None = CancellationToken.None;

    private readonly VirtualCard card = new("1000000017");
    private readonly PcscOfVirtualCards pcsc = new(Reader, "Reader 2");
    private readonly ManualClock clock = new();

    private PcscReaders Readers => field ??= new PcscReaders(pcsc, clock);

    [Fact]
    public async Task Readers_are_listed_with_and_without_a_card()
    {
        Assert.Equal([Reader, "Reader 2"], await Readers.ListAsync(None));
        Assert.Null(await Readers.OpenAsync(Reader, None));
        Assert.Null(await Readers.OpenAsync("Reader 9", None));
    }

    [Fact]
    public async Task A_card_answers_and_is_given_back_reset()
    {
        pcsc.Insert(Reader, card);

        await using (var session = await Readers.OpenAsync(Reader, None))
        {
            var answer = await session!.TransmitAsync(Select, None);

            Assert.Equal([0x90, 0x00], answer[^2..].ToArray());
            Assert.False(session.Removed.IsCancellationRequested);
            Assert.False(pcsc.IsFree(Reader));
        }

        Assert.True(pcsc.IsFree(Reader));
        await using var next = await Readers.OpenAsync(Reader, None);
        Assert.Equal([0x6D, 0x00], (await next!.TransmitAsync(new byte[] { 0x00, 0xFD, 0x00, 0x00 }, None)).ToArray()); // no application is selected any more
    }

    [Fact]
    public async Task The_inspection_of_a_workstation_works_over_PCSC()
    {
        pcsc.Insert(Reader, card);

        Assert.Equal(
            [new CardInReader(Reader, "1000000017", CardState.Blank, 3), CardInReader.Empty("Reader 2")],
            await CardInspection.InspectAsync(Readers, None));
    }

    [Fact]
    public async Task A_card_that_leaves_is_noticed_while_nothing_is_asked_of_it()
    {
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);

        pcsc.Remove(Reader);

        await Noticed(session!.Removed);
        await Assert.ThrowsAsync<CardRemovedException>(async () => await session.TransmitAsync(Select, None));
    }

    [Fact]
    public async Task Whoever_is_told_that_the_card_is_gone_may_give_it_back_at_once()
    {
        pcsc.Insert(Reader, card);
        var session = await Readers.OpenAsync(Reader, None);
        var givenBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session!.Removed.Register(() =>
        {
            session.DisposeAsync().AsTask().Wait(None);
            givenBack.SetResult();
        });

        pcsc.Remove(Reader);

        await givenBack.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);
    }

    [Fact]
    public async Task A_card_that_was_swapped_between_two_looks_is_noticed_as_gone()
    {
        using var other = new VirtualCard("1000000025");
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);

        pcsc.Insert(Reader, other);

        await Noticed(session!.Removed);
    }

    [Fact]
    public async Task A_reset_by_another_program_is_told_once_and_the_command_not_sent()
    {
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);
        var before = card.Transmitted;

        pcsc.ResetByOther(Reader);

        await Assert.ThrowsAsync<CardResetException>(async () => await session!.TransmitAsync(Select, None));
        Assert.Equal(before, card.Transmitted);
        Assert.Equal([0x90, 0x00], (await session!.TransmitAsync(Select, None))[^2..].ToArray());
    }

    [Fact]
    public async Task A_card_that_another_program_has_for_itself_is_in_use()
    {
        pcsc.Insert(Reader, card);
        pcsc.IsExclusiveElsewhere = true;

        await Assert.ThrowsAsync<ReaderInUseException>(async () => await Readers.OpenAsync(Reader, None));
        Assert.Equal(CardState.InUse, (await CardInspection.InspectAsync(Readers, None))[0].State);
    }

    [Fact]
    public async Task Another_programs_transaction_is_waited_for_but_not_for_ever()
    {
        pcsc.Insert(Reader, card);
        var other = pcsc.HoldByOther(Reader);

        var opening = Readers.OpenAsync(Reader, None).AsTask();
        while (!opening.IsCompleted)
        {
            clock.Advance(PcscReaders.Patience);
            await Task.WhenAny(opening, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, None));
        }

        await Assert.ThrowsAsync<ReaderInUseException>(() => opening);
        other.Dispose();
        while (!pcsc.IsFree(Reader))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, None);
        }

        await using var session = await Readers.OpenAsync(Reader, None);
        Assert.NotNull(session);
    }

    [Fact]
    public async Task Something_that_does_not_talk_is_an_unknown_card()
    {
        pcsc.Insert(Reader, card);
        pcsc.HasMute = true;

        await Assert.ThrowsAsync<CardProtocolException>(async () => await Readers.OpenAsync(Reader, None));
        Assert.Equal(CardState.Unknown, (await CardInspection.InspectAsync(Readers, None))[0].State);
    }

    [Fact]
    public async Task Without_the_service_behind_it_the_sentence_says_how_to_start_it()
    {
        pcsc.IsDead = true;

        var trouble = await Assert.ThrowsAsync<CardReaderException>(async () => await Readers.ListAsync(None));

        Assert.Equal(ReaderTrouble.NoService, trouble.Trouble);
        Assert.Contains("pcscd", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_dies_during_an_operation_is_a_card_that_is_gone()
    {
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);

        pcsc.IsDead = true;

        await Assert.ThrowsAsync<CardRemovedException>(async () => await session!.TransmitAsync(Select, None));
        await Noticed(session!.Removed);
    }

    [Theory]
    [InlineData("0A0400000100", PcscProtocol.T1, true)]
    [InlineData("0A0400000100", PcscProtocol.T0, false)]
    [InlineData("0A0400000000", PcscProtocol.T1, false)]
    [InlineData("", PcscProtocol.T1, false)]
    internal async Task Long_commands_are_for_readers_that_say_so_and_never_for_T0(string properties, PcscProtocol protocol, bool takesLong)
    {
        pcsc.Features = Convert.FromHexString("120442330012");
        pcsc.PinPad = (_, _) => Convert.FromHexString(properties);
        pcsc.Protocol = protocol;
        pcsc.Insert(Reader, card);

        Assert.Equal(takesLong, (await CardInspection.InspectAsync(Readers, None))[0].LongCommands);
    }

    [Fact]
    public async Task A_reader_that_is_unplugged_in_the_middle_is_a_card_that_is_gone()
    {
        pcsc.Insert(Reader, card);
        await using (var session = await Readers.OpenAsync(Reader, None))
        {
            await session!.TransmitAsync(Select, None);

            pcsc.Unplug(Reader);

            await Assert.ThrowsAsync<CardRemovedException>(async () => await session.TransmitAsync(Select, None));
            await Noticed(session.Removed);
        }

        Assert.Equal(["Reader 2"], await Readers.ListAsync(None));
        Assert.Null(await Readers.OpenAsync(Reader, None));
    }

    [Fact]
    public async Task A_reader_that_is_unplugged_while_nothing_is_asked_of_its_card_is_noticed()
    {
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);

        pcsc.Unplug(Reader);

        await Noticed(session!.Removed);
    }

    /// <summary>The whole way: the service is told that the card is gone, and the person as well.</summary>
    [Fact]
    public async Task An_operation_whose_reader_is_unplugged_ends_as_one_whose_card_is_gone()
    {
        pcsc.Insert(Reader, card);
        var (pipe, person) = (new MemoryPipe(), new TypingPerson());
        var relay = Task.Run(async () => await new CardRelay(pipe.Workstation, Readers, person, person, new RelaySettings("https://care.example", "t", "a")).RunAsync(None), None);
        var channel = await RemoteCardChannel.AcceptAsync(pipe.Service, new RemoteCardTimeouts(), clock, None);
        await channel.AnnounceAsync(new Operation(1, OperationKind.Issue, "Issue a card", "Asha Patel", Reader, null, 1), None);
        var piv = new PivCard(channel);
        await piv.SelectAsync(None);

        pcsc.Unplug(Reader);

        await Assert.ThrowsAsync<CardRemovedException>(async () => await piv.SelectAsync(None));
        await channel.DoneAsync(OperationOutcome.Interrupted, "The card is gone.", None);
        pipe.Cut();
        await relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.Equal(OperationOutcome.Interrupted, person.End!.Outcome);
    }

    /// <summary>ISO/IEC 7816-3 §12.2.1: with T=0 the expected length of a command with data is not sent.</summary>
    [Fact]
    public async Task With_T0_a_command_with_data_is_sent_without_its_expected_length()
    {
        pcsc.Protocol = PcscProtocol.T0;
        pcsc.Insert(Reader, card);
        await using var session = await Readers.OpenAsync(Reader, None);

        await session!.TransmitAsync(Select, None);
        await session.TransmitAsync(new byte[] { 0x00, 0xFD, 0x00, 0x00, 0x00 }, None);

        Assert.Equal(Select[..^1], pcsc.Sent[0]);
        Assert.Equal(5, pcsc.Sent[1].Length);
    }

    public void Dispose() => card.Dispose();

    private static Task Noticed(CancellationToken removed)
    {
        var noticed = new TaskCompletionSource();
        removed.Register(() => noticed.TrySetResult());
        return noticed.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, CancellationToken.None);
    }
}
