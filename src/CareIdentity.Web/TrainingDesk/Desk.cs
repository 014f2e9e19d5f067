using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>
/// The desk beside the page: two readers, a wallet of cards, a passcode window and a log in plain words. It stands in for a workstation
/// with a card agent and uses the same code; there is one desk for one service, as there is one table in a training room.
/// </summary>
public sealed class Desk : IDisposable
{
    public const string Agent = "care-identity-training-desk/1";
    private const string AppVersion = "https://care-identity.example/training-desk/1";
    private const int KeptLines = 30;

    public static readonly IReadOnlyList<string> Readers = ["Reader 1", "Reader 2"];

    private readonly Lock gate = new();
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly VirtualReaders readers = new(Readers);
    private readonly List<DeskLine> log = [];
    private readonly Wallet wallet;
    private readonly TimeProvider clock;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int version;

    public Desk(Wallet wallet, TimeProvider clock)
    {
        (this.wallet, this.clock) = (wallet, clock);
        Window = new PasscodeWindow(Changed, Say);
    }

    public PasscodeWindow Window { get; }

    public Wallet Wallet => wallet;

    public void Insert(string serial, string reader)
    {
        lock (gate)
        {
            if (wallet.Find(serial) is not { Reader: null } card || !Readers.Contains(reader))
            {
                return;
            }

            if (wallet.All.FirstOrDefault(c => c.Reader == reader) is { } before)
            {
                TakeOut(before);
            }

            readers.Insert(reader, card.Card);
            card.Reader = reader;
        }

        Say($"{reader}: the card of {wallet.Find(serial)!.Name} is in.");
    }

    public void Remove(string reader)
    {
        WalletCard? card;
        lock (gate)
        {
            card = wallet.All.FirstOrDefault(c => c.Reader == reader);
            if (card is not null)
            {
                TakeOut(card);
            }
        }

        if (card is not null)
        {
            Say($"{reader}: the card of {card.Name} is out.");
        }
    }

    /// <summary>One thing at a time, as with a real reader.</summary>
    public async Task<WebEidOutcome> SignInAsync(string origin, string nonce, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var outcome = await new WebEidSignIn(readers, Window, AppVersion).SignInAsync(origin, nonce, ct);
            Say(outcome switch
            {
                WebEidOutcome.Token => $"Signed in to {origin}.",
                WebEidOutcome.WrongPasscode wrong => $"Wrong passcode; {wrong.TriesLeft} left before the card locks.",
                WebEidOutcome.CardLocked => "The card is locked.",
                WebEidOutcome.NoCard => "There is no card to sign in with in a reader.",
                WebEidOutcome.Stopped stopped => stopped.Reason,
                WebEidOutcome.CardError error => error.Reason,
                _ => "Nothing came of it.",
            });
            return outcome;
        }
        finally
        {
            KeepCards();
            one.Release();
        }
    }

    /// <summary>Brings the ticket to the service and lends it the card.</summary>
    public async Task<RelayOutcome> OperateAsync(string origin, string ticket, IMessagePipe pipe, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var outcome = await new CardRelay(pipe, readers, Window, Window, new RelaySettings(origin, ticket, Agent)).RunAsync(ct);
            if (outcome.Outcome is OperationOutcome.Completed && Window.Agreed is { Kind: OperationKind.Issue or OperationKind.IssueLocked } issued)
            {
                Rename(issued.Reader, issued.Holder);
            }

            return outcome;
        }
        finally
        {
            KeepCards();
            one.Release();
        }
    }

    /// <summary>A blank card has become somebody's.</summary>
    private void Rename(string reader, string name)
    {
        if (wallet.All.FirstOrDefault(c => c.Reader == reader) is { } card)
        {
            (card.Name, card.Role) = (name, "Issued at this desk");
        }
    }

    public async Task<DeskState> StateAsync(int seen, CancellationToken ct)
    {
        Task wait;
        lock (gate)
        {
            wait = version == seen ? changed.Task : Task.CompletedTask;
        }

        await Task.WhenAny(wait, Task.Delay(TimeSpan.FromSeconds(20), clock, ct));
        lock (gate)
        {
            return new DeskState(
                version,
                [.. wallet.All.Select(c => new DeskCard(c.Serial, c.Name, c.Role, c.Card.Serial.Series, c.Reader))],
                Readers,
                Window.Question,
                [.. log]);
        }
    }

    public void Dispose() => one.Dispose();

    private void TakeOut(WalletCard card)
    {
        readers.Remove(card.Reader!);
        card.Reader = null;
        wallet.Keep(card);
    }

    private void KeepCards()
    {
        foreach (var card in wallet.All.Where(c => c.Reader is not null))
        {
            wallet.Keep(card);
        }

        Changed();
    }

    private void Say(string words)
    {
        lock (gate)
        {
            log.Insert(0, new DeskLine(clock.GetUtcNow(), words));
            if (log.Count > KeptLines)
            {
                log.RemoveAt(KeptLines);
            }
        }

        Changed();
    }

    private void Changed()
    {
        TaskCompletionSource before;
        lock (gate)
        {
            version++;
            before = changed;
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.TrySetResult();
    }
}

/// <summary>Everything that the desk's window shows.</summary>
public sealed record DeskState(int Version, IReadOnlyList<DeskCard> Cards, IReadOnlyList<string> Readers, DeskQuestion? Question, IReadOnlyList<DeskLine> Log);

public sealed record DeskCard(string Serial, string Name, string Role, string Series, string? Reader);

public sealed record DeskLine(DateTimeOffset At, string Words);
