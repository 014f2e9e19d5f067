using CareIdentity.Cards.Piv;
using CareIdentity.Cards.Virtual;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using CareIdentity.Testing;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>A service, a workstation, a reader with a card and a person, joined in memory.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    public const string Reader = "Test reader 1";
    public const string Serial = "1000000017";

    private readonly CancellationTokenSource person = new();
    private Task<RelayOutcome>? relay;

    public Conversation(params IEnumerable<string> typed) => Person = new TypingPerson(typed);

    public VirtualCard Card { get; init; } = new(Serial);

    public TypingPerson Person { get; init; }

    public VirtualReaders Readers { get; } = new(Reader, "Test reader 2");

    public WatchedReaders Watched => field ??= new WatchedReaders(Readers);

    public MemoryPipe Pipe { get; } = new();

    public ManualClock Clock { get; } = new();

    public Task<RelayOutcome> Relay => relay!;

    public static Operation Operation(OperationKind kind, string? serial = Serial) =>
        new(1, kind, "Change the passcode of Asha Patel's smartcard", "Asha Patel", Reader, serial, 2);

    /// <summary>The workstation begins; the service hears its hello.</summary>
    public async Task<RemoteCardChannel> BeginAsync(bool withCard = true)
    {
        if (withCard)
        {
            Readers.Insert(Reader, Card);
        }

        BeginWorkstation();
        return await RemoteCardChannel.AcceptAsync(Pipe.Service, new RemoteCardTimeouts(), Clock, CancellationToken.None);
    }

    public void BeginWorkstation() => relay = Task.Run(async () => await new CardRelay(
        Pipe.Workstation, Watched, Person, Person, new RelaySettings("https://care.example", "ticket-1", "test 1.0")).RunAsync(person.Token));

    /// <summary>As <see cref="BeginAsync"/>, and the operation is announced.</summary>
    public async Task<RemoteCardChannel> BeginAsync(OperationKind kind, string? serial = Serial)
    {
        var channel = await BeginAsync();
        await channel.AnnounceAsync(Operation(kind, serial), CancellationToken.None);
        return channel;
    }

    public void PersonCloses() => person.Cancel();

    /// <summary>Makes the card one that was issued: a certificate object in 9A, and a passcode.</summary>
    public async Task<Conversation> IssuedAsync(string passcode)
    {
        await IssueAsync(Card, Clock, passcode, [0x70, 0x00, 0x71, 0x01, 0x00, 0xFE, 0x00]);
        return this;
    }

    public static async Task<PivCard> IssueAsync(VirtualCard card, TimeProvider clock, string passcode, byte[] certificateObject)
    {
        var piv = new PivCard(new VirtualCardChannel(card, clock, _ => null));
        await piv.SelectAsync(CancellationToken.None);
        await piv.AuthenticateManagementAsync((byte[])[1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8], PivAlgorithm.TripleDes, CancellationToken.None);
        await piv.PutObjectAsync(PivObjectId.AuthenticationCertificate, certificateObject, CancellationToken.None);
        await piv.ChangePinAsync("123456"u8.ToArray(), System.Text.Encoding.ASCII.GetBytes(passcode), CancellationToken.None);
        return piv;
    }

    public async ValueTask DisposeAsync()
    {
        Pipe.Cut();
        if (relay is not null)
        {
            await relay.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        }

        person.Dispose();
        Card.Dispose();
    }
}
