using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using CareIdentity.Tests.Cards.Workstation;
using CareIdentity.Tests.Given;

namespace CareIdentity.Tests.Smartcards;

/// <summary>What can be wrong with a reader and the card in it: the person there and the page are told what it is and what to do, and the work goes on when it is mended.</summary>
public sealed class WorkstationTroubleTests
{
    private const string First = "Test reader 1";
    private const string Second = "Test reader 2";
    private const string Typed = "736251";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [EveryEngine]
    public async Task For_one_certain_card(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var (card, theirs, blank) = (await given.ACardOf(holder.ProfileId), await given.ACardOf(other.ProfileId), await given.ABlankCard());
        var view = await given.View(card);
        var desk = new Desk(given, agent, (await given.Start(CardOperationKind.Unlock, holder.ProfileId, agent, view.Id)).Value);
        var putItIn = $"Put card {view.Serial.Spoken} into the reader";

        await desk.MeetsAsync("smartcard.card-not-there", putItIn, With());
        await desk.MeetsAsync("smartcard.card-not-there", putItIn, With(theirs));
        await desk.MeetsAsync("smartcard.card-not-there", putItIn, With(blank));
        await desk.MeetsAsync("smartcard.no-serial", "put it in again with the chip first", new Strange());
        var taken = With(card);
        await using (await taken.OpenAsync(First, None))
        {
            await desk.MeetsAsync("smartcard.reader-in-use", "Close it", taken);
        }

        await desk.MeetsAsync("smartcard.card-swapped", "put the right card back", new Swapping(With(card), readers => readers.Insert(First, theirs)));
        var pulled = With(card);
        card.Arm(new CardFault.RemovedBefore(11));
        await desk.MeetsAsync("smartcard.card-gone", "Put the same card back", pulled);
        card.Arm();

        Assert.Null((await desk.ConverseAsync(With(card))).Refusal);
        Assert.Null((await given.SignIn(card, Typed)).Refusal);
    }

    [Theory]
    [EveryEngine]
    public async Task For_any_blank_card(EngineUnderTest engine)
    {
        await using var given = await GivenCards.Async(engine);
        var (holder, other, agent) = (await given.Ra.AnIdChecker(), await given.Ra.ASponsor(), await given.SignedIn(await given.Ra.AnRaAgent()));
        var (theirs, blank, second, foreign) = (await given.ACardOf(other.ProfileId), await given.ABlankCard(), await given.ABlankCard(), await given.ABlankCard());
        var piv = new PivCard(given.Reader(foreign));
        await piv.SelectAsync(None);
        await piv.AuthenticateManagementAsync(new SmartcardOptions().FactoryManagementKey, PivAlgorithm.TripleDes, None);
        await piv.SetManagementKeyAsync(Enumerable.Range(7, 24).Select(i => (byte)i).ToArray(), PivAlgorithm.Aes192, None);
        var desk = new Desk(given, agent, (await given.Start(CardOperationKind.Issue, holder.ProfileId, agent)).Value);

        await desk.MeetsAsync("smartcard.no-blank-card", "Put a blank card of your stock into the reader", With());
        await desk.MeetsAsync("smartcard.no-blank-card", "Put a blank card of your stock into the reader", With(theirs));
        await desk.MeetsAsync("smartcard.several-cards", "Leave only the right one", With(blank, second));
        using var unknown = new VirtualCard("0999999999");
        await desk.MeetsAsync("smartcard.not-in-stock", "use another blank card", With(unknown));

        Assert.Null((await desk.ConverseAsync(With(blank))).Refusal);
        Assert.Equal(holder.ProfileId, (await given.View(blank)).HolderId);
        desk = new Desk(given, agent, (await given.Start(CardOperationKind.Issue, other.ProfileId, agent, beside: "A second site")).Value);
        await desk.MeetsAsync("smartcard.other-estate", "use a blank card of your own stock", With(foreign));
    }

    private static VirtualReaders With(params VirtualCard[] cards)
    {
        var readers = new VirtualReaders(First, Second);
        foreach (var (card, reader) in cards.Zip(new[] { First, Second }))
        {
            card.Reset();
            readers.Insert(reader, card);
        }

        return readers;
    }

    /// <summary>One operation, taken up again after each trouble.</summary>
    private sealed class Desk(GivenCards given, Actor agent, AdmittedOperation operation)
    {
        private bool isStarted;

        public async Task MeetsAsync(string code, string whatToDo, ICardReaders readers)
        {
            var refusal = (await ConverseAsync(readers)).Refusal;
            Assert.Equal(code, refusal?.Code);
            Assert.Contains(whatToDo, refusal!.Next, StringComparison.Ordinal);
        }

        /// <summary>The person at the workstation is told the same as the page.</summary>
        public async Task<Outcome<Done>> ConverseAsync(ICardReaders readers)
        {
            var admitted = isStarted ? (await given.Ra.With((ContinueCardOperation more) => more.ExecuteAsync(operation.OperationId, agent, None))).Value : operation;
            isStarted = true;
            var (person, pipe) = (new TypingPerson(Typed, Typed, Typed), new MemoryPipe());
            var relay = Task.Run(async () => await new CardRelay(pipe.Workstation, readers, person, person, new RelaySettings(GivenCards.Origin, admitted.Ticket, "test 1.0")).RunAsync(None), None);
            var outcome = await given.Ra.With((CardOperationConversation conversation) => conversation.RunAsync(pipe.Service, None));
            pipe.Cut();
            await relay.WaitAsync(TimeSpan.FromSeconds(60), TimeProvider.System);
            Assert.Contains(outcome.Refusal?.Message ?? "The smartcard of", person.End!.Message, StringComparison.Ordinal);
            return outcome;
        }
    }

    /// <summary>A card that answers to nothing that it is asked.</summary>
    private sealed class Strange : ICardReaders, ICardSession
    {
        public CancellationToken Removed => None;

        public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => new([First]);

        public ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct) => new(this);

        public ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct) => new(new byte[] { 0x6D, 0x00 });

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Somebody changes the card after the workstation said which cards are there.</summary>
    private sealed class Swapping(VirtualReaders inner, Action<VirtualReaders> swap) : ICardReaders
    {
        private int opened;

        public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => inner.ListAsync(ct);

        public ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct)
        {
            if (++opened == 3)
            {
                swap(inner);
            }

            return inner.OpenAsync(reader, ct);
        }
    }
}
