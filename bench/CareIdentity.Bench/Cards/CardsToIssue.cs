using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using CareIdentity.Access;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Smartcards;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Cards;

/// <summary>Somebody who waits for a card, the blank one in the reader, and the ticket for the work.</summary>
internal sealed record CardToIssue(VirtualCard Card, string Ticket, Guid OperationId, Guid ProfileId, UserUuid Uuid);

/// <summary>People of a training population who are given a card each: blank cards in stock, tickets, and a workstation with the card in its reader.</summary>
internal sealed class CardsToIssue(IServiceProvider services)
{
    private const string Reader = "Reader 1";

    private static readonly OdsCode Pharmacy = OdsCode.Parse("TPH01");
    private static readonly OdsCode Ra = OdsCode.Parse("TRA01");
    private static int serial = 930_000_000;

    /// <summary>Somebody new, verified and with a position, and the ticket for their card. Tickets hold for two minutes.</summary>
    public async Task<CardToIssue> NextAsync(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var position = (await scope.ServiceProvider.GetRequiredService<PositionQueries>().OfOrganisationAsync(Pharmacy, ct))[0].Id;
        var number = Interlocked.Increment(ref serial).ToString("D10", CultureInfo.InvariantCulture);
        var person = await scope.ServiceProvider.GetRequiredService<SetUpPerson>().ExecuteAsync(
            new SetUpPersonRequest
            {
                Details = new PersonalDetails { GivenName = "Bench", FamilyName = "Holder" + Letters(serial), DateOfBirth = new DateOnly(1980, 1, 1) },
                Organisation = Pharmacy,
                Positions = [(position, new DateOnly(2026, 1, 1), null)],
                TermsAccepted = true,
            },
            Actor.Service,
            ct);
        var card = new VirtualCard(number);
        await scope.ServiceProvider.GetRequiredService<RegisterBlankCards>().ExecuteAsync(
            new RegisterBlankCardsRequest { Organisation = Ra, Serials = [CareIdentity.Smartcards.CardSerial.Parse(card.Serial.ToString())] }, Actor.Service, ct);
        var started = await scope.ServiceProvider.GetRequiredService<StartCardOperation>().ExecuteAsync(
            new StartCardOperationRequest { Kind = CardOperationKind.Issue, ProfileId = person.Value.ProfileId }, Actor.Service, ct);
        return new CardToIssue(card, started.Value.Ticket, started.Value.OperationId, person.Value.ProfileId, person.Value.Uuid);
    }

    /// <summary>What the agent of a workstation does, passcode included, until the service says that the card is issued.</summary>
    public static async Task IssueAsync(CardToIssue next, string address, CardTime? time, CancellationToken ct)
    {
        var readers = new VirtualReaders(Reader);
        readers.Insert(Reader, next.Card);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(address.Replace("http://", "ws://", StringComparison.Ordinal) + "/card-operations"), ct);
        var person = new Person();
        var relay = new CardRelay(
            new WebSocketPipe(socket), time is null ? readers : new TimedReaders(readers, time), person, person, new RelaySettings(address, next.Ticket, "bench"));
        var outcome = await relay.RunAsync(ct);
        if (outcome.Outcome is not OperationOutcome.Completed)
        {
            throw new WrongAnswerException($"A card was not issued: {outcome.Message}");
        }
    }

    /// <summary>Names are letters; digits become some.</summary>
    private static string Letters(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + (digit - '0'))));

    /// <summary>Agrees, and types the same new passcode at once.</summary>
    private sealed class Person : IPasscodePrompt, IOperationDisplay
    {
        private static byte[] Passcode => Encoding.ASCII.GetBytes("482916");

        public ValueTask<bool> BeginAsync(string origin, Operation operation, CardInReader card, CancellationToken ct) => new(true);

        public void ShowStep(StepBegun begun)
        {
        }

        public void ShowEnd(RelayOutcome outcome)
        {
        }

        public ValueTask<bool> ConfirmLastTryAsync(PasscodeContext context, CancellationToken ct) => new(false);

        public ValueTask<TypedPasscode?> AskCurrentAsync(PasscodeContext context, CancellationToken ct) => new(new TypedPasscode(Passcode));

        public ValueTask<NewPasscode?> AskNewAsync(PasscodeContext context, CancellationToken ct) => new(new NewPasscode(new TypedPasscode(Passcode), new TypedPasscode(Passcode)));
    }
}
