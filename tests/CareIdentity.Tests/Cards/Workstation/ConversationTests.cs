using System.Text.Json;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Workstation;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>Whole conversations between a service and a workstation with a card in its reader.</summary>
public sealed class ConversationTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task The_workstation_says_which_cards_are_there()
    {
        await using var talk = new Conversation();

        var channel = await talk.BeginAsync();

        Assert.Equal(("ticket-1", "test 1.0", 1), (channel.Hello.Ticket, channel.Hello.Agent, channel.Hello.Version));
        Assert.Equal(
            [new CardInReader(Conversation.Reader, Conversation.Serial, CardState.Blank, 3, LongCommands: true), CardInReader.Empty("Test reader 2")],
            channel.Hello.Cards);
        Assert.Equal(new CardChoice.Chosen(channel.Hello.Cards[0]), channel.ChooseCard(null));
        Assert.Equal(new CardChoice.Chosen(channel.Hello.Cards[0]), channel.ChooseCard(Conversation.Serial));
        Assert.IsType<CardChoice.OtherCards>(channel.ChooseCard("1000000025"));
    }

    [Fact]
    public async Task A_locked_card_is_said_to_be_locked()
    {
        await using var talk = await new Conversation().IssuedAsync("193746");
        await LockAsync(talk);

        var channel = await talk.BeginAsync();

        Assert.Equal(new CardInReader(Conversation.Reader, Conversation.Serial, CardState.Ours, 0, LongCommands: true), channel.Hello.Cards[0]);
        Assert.True(channel.Hello.Cards[0].IsLocked());
    }

    [Fact]
    public async Task A_holder_changes_the_passcode_and_it_reaches_nobody_but_the_card()
    {
        await using var talk = await new Conversation("193746", "864201").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.ChangePasscode);
        var card = new PivCard(channel);

        await channel.StepAsync(1, "Choose a new passcode", None);
        await card.SelectAsync(None);
        var outcome = await card.ChangePasscodeAsync(None);
        await channel.DoneAsync(OperationOutcome.Completed, "The passcode is changed.", None);
        var end = await talk.Relay;

        Assert.True(outcome.IsAccepted);
        Assert.Equal(new RelayOutcome(OperationOutcome.Completed, "The passcode is changed.", null), end);
        Assert.Equal(end, talk.Person.End);
        Assert.Equal("Choose a new passcode", Assert.Single(talk.Person.Steps).Text);
        Assert.All(talk.Person.Asked, context => Assert.Equal(
            ("https://care.example", "Asha Patel", Conversation.Reader, "Choose a new passcode"),
            (context.Origin, context.Holder, context.Reader, context.Why)));
        Assert.Equal(3, talk.Person.Asked[0].TriesLeft);
        AssertNoPasscodeOnThePipe(talk, "193746", "864201");
        Assert.True(await VerifiesAsync(talk, "864201"));
    }

    [Fact]
    public async Task A_blank_card_is_issued_from_the_first_command_to_the_holders_passcode()
    {
        await using var talk = new Conversation("193746", "193746");
        var channel = await talk.BeginAsync(OperationKind.Issue, serial: null);
        var card = new PivCard(channel);

        await card.SelectAsync(None);
        await card.AuthenticateManagementAsync((byte[])[1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8], PivAlgorithm.TripleDes, None);
        var key = await card.GenerateKeyAsync(PivSlot.Authentication, PivAlgorithm.EccP256, None);
        await card.WriteCertificateAsync(PivSlot.Authentication, new byte[900], None);
        var first = await card.SetFirstPasscodeAsync("123456"u8.ToArray(), None);
        var verified = await card.VerifyPasscodeAsync(None);
        var signature = await card.SignAsync(PivSlot.Authentication, PivAlgorithm.EccP256, new byte[32], None);
        await channel.DoneAsync(OperationOutcome.Completed, "The smartcard is issued.", None);
        await talk.Relay;

        Assert.True(first.IsAccepted && verified.IsAccepted);
        Assert.NotEmpty(key);
        Assert.NotEmpty(signature);
        AssertNoPasscodeOnThePipe(talk, "193746");
    }

    [Fact]
    public async Task A_card_that_is_issued_may_get_a_passcode_of_the_services_own_for_the_time_of_writing()
    {
        await using var talk = new Conversation("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Issue));

        await card.SelectAsync(None);
        var own = await card.SetPinAsync("12345678"u8.ToArray(), "720415"u8.ToArray(), None);
        var verified = await card.VerifyPasscodeAsync("720415"u8.ToArray(), None);
        var handedOver = await card.SetFirstPasscodeAsync("720415"u8.ToArray(), None);

        Assert.True(own.IsAccepted && verified.IsAccepted && handedOver.IsAccepted);
        AssertNoPasscodeOnThePipe(talk, "193746");
    }

    [Fact]
    public async Task A_wrong_passcode_costs_one_try_and_is_not_asked_for_again_by_itself()
    {
        await using var talk = await new Conversation("111111", "193746").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.Renew);
        var card = new PivCard(channel);
        await card.SelectAsync(None);

        var outcome = await card.VerifyPasscodeAsync(None);

        Assert.Equal(new PasscodeOutcome(false, 2), outcome);
        Assert.Single(talk.Person.Asked);
        AssertNoPasscodeOnThePipe(talk, "111111");
    }

    [Fact]
    public async Task What_can_be_no_passcode_is_asked_again_without_costing_a_try()
    {
        await using var talk = await new Conversation("12345", "abcdef", "193746").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        var outcome = await card.VerifyPasscodeAsync(None);

        Assert.True(outcome.IsAccepted);
        Assert.Equal([null, "passcode.length", "passcode.digits"], talk.Person.Asked.Select(context => context.Violation?.Code));
    }

    [Fact]
    public async Task A_new_passcode_against_the_rules_is_asked_again()
    {
        await using var talk = await new Conversation("193746", "111111", "193746", "864201/864202", "864201").IssuedAsync("193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.ChangePasscode));
        await card.SelectAsync(None);

        var outcome = await card.ChangePasscodeAsync(None);

        Assert.True(outcome.IsAccepted);
        Assert.Equal(
            [null, null, "passcode.all-equal", "passcode.same", "passcode.repeat"],
            talk.Person.Asked.Select(context => context.Violation?.Code));
        Assert.True(talk.Person.ForgotEverything);
    }

    [Fact]
    public async Task The_factory_passcode_cannot_be_chosen_as_the_first_one()
    {
        await using var talk = new Conversation("123456", "123456", "123456", "123456", "123456", "193746");
        var card = new PivCard(await talk.BeginAsync(OperationKind.Issue, serial: null));
        await card.SelectAsync(None);

        await Assert.ThrowsAsync<PasscodeNotGivenException>(async () => await card.SetFirstPasscodeAsync("123456"u8.ToArray(), None));

        Assert.Equal(5, talk.Person.Asked.Count);
        Assert.DoesNotContain(talk.Watched.Commands, command => command.StartsWith("00 24", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_person_may_stop_and_the_service_may_go_on_in_order()
    {
        await using var talk = await new Conversation().IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.Renew);
        var card = new PivCard(channel);
        await card.SelectAsync(None);

        var stopped = await Assert.ThrowsAsync<PasscodeNotGivenException>(async () => await card.VerifyPasscodeAsync(None));
        var tries = await card.PasscodeTriesLeftAsync(None);
        await channel.DoneAsync(OperationOutcome.Refused, "Nothing was changed.", None);

        Assert.Equal("No passcode was entered.", stopped.Reason);
        Assert.Equal(3, tries);
        Assert.Equal(OperationOutcome.Refused, (await talk.Relay).Outcome);
    }

    [Fact]
    public async Task With_one_try_left_the_person_is_asked_whether_to_use_it()
    {
        await using var talk = await new Conversation { Person = new TypingPerson("193746") { TakesLastTry = false } }.IssuedAsync("193746");
        await WrongAsync(talk, 2);
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        await Assert.ThrowsAsync<PasscodeNotGivenException>(async () => await card.VerifyPasscodeAsync(None));

        Assert.True(Assert.Single(talk.Person.Warned).IsLastTry);
        Assert.Empty(talk.Person.Asked);
        Assert.Equal(1, await card.PasscodeTriesLeftAsync(None));
    }

    [Fact]
    public async Task A_locked_card_is_not_asked_for_its_passcode()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        await LockAsync(talk);
        var card = new PivCard(await talk.BeginAsync(OperationKind.Renew));
        await card.SelectAsync(None);

        var stopped = await Assert.ThrowsAsync<PasscodeNotGivenException>(async () => await card.VerifyPasscodeAsync(None));

        Assert.Contains("locked", stopped.Reason, StringComparison.Ordinal);
        Assert.Empty(talk.Person.Asked);
    }

    [Fact]
    public async Task An_instruction_outside_the_operation_never_reaches_the_card_and_ends_it()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.ChangePasscode);
        await new PivCard(channel).SelectAsync(None);
        var before = talk.Watched.Commands.Count;

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () =>
            await channel.TransmitAsync(new CommandApdu(0, 0x47, 0, 0x9A, (byte[])[0xAC, 0x03, 0x80, 0x01, 0x11], 256), None));
        var again = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await new PivCard(channel).SelectAsync(None));
        await channel.DoneAsync(OperationOutcome.Interrupted, "It was stopped.", None);

        Assert.Equal((StopCode.InstructionRefused, StopCode.InstructionRefused), (stopped.Code, again.Code));
        Assert.Equal(before, talk.Watched.Commands.Count);
        Assert.Equal(StopCode.InstructionRefused, (await talk.Relay).Stop);
    }

    [Fact]
    public async Task An_operation_for_another_card_does_not_begin()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.ChangePasscode, "1000000025");

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await new PivCard(channel).SelectAsync(None));

        Assert.Equal(StopCode.WrongCard, stopped.Code);
        Assert.Empty(talk.Person.Operations);
    }

    [Fact]
    public async Task An_operation_for_a_blank_card_does_not_begin_on_an_issued_one()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.Issue, serial: null);

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await new PivCard(channel).SelectAsync(None));

        Assert.Equal(StopCode.WrongCard, stopped.Code);
    }

    [Fact]
    public async Task The_person_may_refuse_the_whole_operation()
    {
        await using var talk = new Conversation { Person = new TypingPerson { AgreesToOperation = false } };
        var channel = await talk.BeginAsync(OperationKind.Clear);
        var before = talk.Watched.Commands.Count;

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await new PivCard(channel).SelectAsync(None));

        Assert.Equal(StopCode.PersonStopped, stopped.Code);
        Assert.True(talk.Watched.Commands.Count - before <= 10, "Only the inspection reached the card.");
        Assert.DoesNotContain(talk.Watched.Commands, command => command.StartsWith("00 FB", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_card_that_another_program_has_is_said_to_be_in_use()
    {
        await using var talk = new Conversation();
        var channel = await talk.BeginAsync();
        await using var other = await talk.Readers.OpenAsync(Conversation.Reader, None);
        await channel.AnnounceAsync(Conversation.Operation(OperationKind.Issue, null), None);

        var stopped = await Assert.ThrowsAsync<WorkstationStoppedException>(async () => await new PivCard(channel).SelectAsync(None));

        Assert.Equal(StopCode.ReaderInUse, stopped.Code);
    }

    [Fact]
    public async Task The_card_forgets_what_it_was_shown_when_the_operation_ends()
    {
        await using var talk = await new Conversation("193746").IssuedAsync("193746");
        var channel = await talk.BeginAsync(OperationKind.Renew);
        var card = new PivCard(channel);
        await card.SelectAsync(None);
        await card.VerifyPasscodeAsync(None);

        await channel.DoneAsync(OperationOutcome.Completed, "Done.", None);
        await talk.Relay;

        await using var next = await talk.Readers.OpenAsync(Conversation.Reader, None);
        Assert.Equal(3, (await CardInspection.InspectAsync(Conversation.Reader, next!, None)).TriesLeft);
    }

    internal static void AssertNoPasscodeOnThePipe(Conversation talk, params string[] passcodes)
    {
        Assert.True(talk.Person.ForgotEverything, "What was typed is still in memory.");
        Assert.False(talk.Watched.KeepsPasscodes, "What was sent to the card is still in memory.");
        foreach (var passcode in passcodes)
        {
            var bytes = System.Text.Encoding.ASCII.GetBytes(passcode);
            foreach (var (_, message) in talk.Pipe.Sent)
            {
                Assert.Equal(-1, message.AsSpan().IndexOf(bytes));
                Assert.Equal(-1, CardBytes(message).AsSpan().IndexOf(bytes));
            }
        }
    }

    /// <summary>The command or answer inside a message.</summary>
    private static byte[] CardBytes(byte[] message)
    {
        try
        {
            using var json = JsonDocument.Parse(message);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("bytes", out var inside)
                && inside.ValueKind == JsonValueKind.String && inside.TryGetBytesFromBase64(out var bytes) ? bytes : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static async Task<bool> VerifiesAsync(Conversation talk, string passcode)
    {
        var card = new PivCard(new CareIdentity.Cards.Virtual.VirtualCardChannel(talk.Card, talk.Clock, _ => null));
        await card.SelectAsync(None);
        return (await card.VerifyPasscodeAsync(System.Text.Encoding.ASCII.GetBytes(passcode), None)).IsAccepted;
    }

    private static Task LockAsync(Conversation talk) => WrongAsync(talk, 3);

    private static async Task WrongAsync(Conversation talk, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await VerifiesAsync(talk, "999999");
        }
    }
}
