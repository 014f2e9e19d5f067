using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Kernel;
using CareIdentity.SignIn;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Cards.Workstation;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.Smartcards;

/// <summary>The whole way: service, pipe, relay, guard, reader, card and a person who types.</summary>
public sealed class CardOperationConversationTests
{
    private const string Reader = "Test reader 1";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task A_card_is_issued_unlocked_and_signed_in_with_through_a_workstation(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var locked = (await given.Start(CardOperationKind.IssueLocked, somebody.ProfileId, agent)).Value;

        var (issued, seen) = await Converse(given, locked, card);
        Assert.Null(issued.Refusal);
        Assert.Equal(OperationOutcome.Completed, seen.End!.Outcome);
        Assert.Equal(CardSteps.Of(CardOperationKind.IssueLocked).Select(step => step.InWords()), seen.Steps.Select(step => step.Text));
        var unlock = (await given.Start(CardOperationKind.Unlock, somebody.ProfileId, agent, (await given.View(card)).Id)).Value;
        var (unlocked, holder) = await Converse(given, unlock, card, "736251");
        Assert.Null(unlocked.Refusal);
        Assert.Equal("Unlock the smartcard of Hannah Checker", holder.Operations[0].InWords);

        Assert.Null((await SignIn(given, card, "736251")).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_passcode_typed_at_the_workstation_never_comes_to_the_service(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var pipe = new MemoryPipe();

        var (issued, _) = await Converse(given, (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value, card, pipe, "739154");

        Assert.Null(issued.Refusal);
        var typed = "739154"u8.ToArray();
        Assert.All(pipe.Sent.Where(one => one.ToService), one => Assert.Equal(-1, one.Message.AsSpan().IndexOf(typed)));
        Assert.DoesNotContain(pipe.Texts, text => text.Contains(Convert.ToBase64String(typed)[..6], StringComparison.Ordinal));
    }

    [Theory]
    [EveryEngine]
    public async Task A_link_that_is_lost_in_the_middle_leaves_an_operation_to_continue(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;

        var (cut, _) = await Converse(given, operation, card, new MemoryPipe().CutAfter(60), "739154");
        Assert.Equal("smartcard.workstation-gone", cut.Refusal?.Code);
        var again = (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, agent, None))).Value;
        Assert.Null((await Converse(given, again, card, "739154")).Outcome.Refusal);
        Assert.Null((await SignIn(given, card, "739154")).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task A_card_half_written_and_given_up_serves_for_somebody_else(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var card = await given.ABlankCard();
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;
        Assert.Equal("smartcard.stopped-at-workstation", (await Converse(given, operation, card)).Outcome.Refusal?.Code);
        await given.Ra.With((StopCardOperation stop) => stop.ExecuteAsync(operation.OperationId, new Reason("Changed plan"), agent, None));

        Assert.Null((await Converse(given, (await given.Start(CardOperationKind.Issue, other.ProfileId, agent)).Value, card, "739154")).Outcome.Refusal);

        Assert.Equal(other.ProfileId, (await given.View(card)).HolderId);
    }

    [Theory]
    [EveryEngine]
    public async Task Without_a_blank_card_or_with_a_wrong_ticket_nothing_is_done(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (somebody, agent) = (await given.Ra.AnIdChecker(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var taken = await given.ACardOf((await given.Ra.ASponsor()).ProfileId);
        var operation = (await given.Start(CardOperationKind.Issue, somebody.ProfileId, agent)).Value;

        var (wrong, refused) = await Converse(given, operation with { Ticket = "made-up" }, taken);
        var (none, interrupted) = await Converse(given, operation, taken);

        Assert.Equal(("smartcard.ticket-not-valid", OperationOutcome.Refused), (wrong.Refusal?.Code, refused.End!.Outcome));
        Assert.Equal(("smartcard.no-blank-card", OperationOutcome.Interrupted), (none.Refusal?.Code, interrupted.End!.Outcome));
        Assert.Empty(interrupted.Operations);
    }

    private static Task<(Outcome<Done> Outcome, TypingPerson Person)> Converse(GivenCards given, AdmittedOperation operation, VirtualCard card, params string[] typed) =>
        Converse(given, operation, card, new MemoryPipe(), typed);

    private static async Task<(Outcome<Done> Outcome, TypingPerson Person)> Converse(
        GivenCards given, AdmittedOperation operation, VirtualCard card, MemoryPipe pipe, params string[] typed)
    {
        var person = new TypingPerson(typed);
        var readers = new VirtualReaders(Reader);
        readers.Insert(Reader, card);
        var relay = Task.Run(async () => await new CardRelay(pipe.Workstation, readers, person, person, new RelaySettings(GivenCards.Origin, operation.Ticket, "test 1.0")).RunAsync(None), None);
        var outcome = await given.Ra.With((CardOperationConversation conversation) => conversation.RunAsync(pipe.Service, None));
        pipe.Cut();
        await relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return (outcome, person);
    }

    private static async Task<Outcome<SignedInWithCard>> SignIn(GivenCards given, VirtualCard card, string passcode)
    {
        var readers = new VirtualReaders(Reader);
        readers.Insert(Reader, card);
        var browser = SecretToken.Create();
        var begun = await given.Begin(browser);
        var outcome = await new WebEidSignIn(readers, new TypingPerson(passcode), "https://care-identity.example/agent/1.0").SignInAsync(GivenCards.Origin, begun.Nonce, None);
        return await given.Complete(browser, begun.Nonce, Assert.IsType<WebEidOutcome.Token>(outcome).Value.ToJson());
    }
}
