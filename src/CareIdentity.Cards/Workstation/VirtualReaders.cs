using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Cards.Workstation;

/// <summary>Readers in memory for virtual cards: at the training desk, and in tests of everything that talks to a card.</summary>
public sealed class VirtualReaders : ICardReaders
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Place> places = [];
    private readonly List<string> names;

    public VirtualReaders(params IEnumerable<string> names)
    {
        this.names = [.. names];
        foreach (var name in this.names)
        {
            places[name] = new Place();
        }
    }

    public void Insert(string reader, VirtualCard card)
    {
        card.Insert();
        lock (gate)
        {
            places[reader].Put(card);
        }
    }

    /// <summary>Whoever is talking to the card notices.</summary>
    public void Remove(string reader)
    {
        CancellationTokenSource? removed;
        lock (gate)
        {
            removed = places[reader].Take();
        }

        removed?.Cancel();
    }

    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => new(names);

    public ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct)
    {
        lock (gate)
        {
            if (!places.TryGetValue(reader, out var place) || place.Card is not { } card)
            {
                return new((ICardSession?)null);
            }

            if (place.IsTaken)
            {
                throw new ReaderInUseException(reader);
            }

            place.IsTaken = true;
            card.Reset();
            return new(new Session(this, place, card, place.Removed.Token));
        }
    }

    private void Release(Place place, VirtualCard card)
    {
        lock (gate)
        {
            if (place.Card == card)
            {
                place.IsTaken = false;
            }

            card.Reset();
        }
    }

    private sealed class Place
    {
        public VirtualCard? Card { get; private set; }

        public bool IsTaken { get; set; }

        public CancellationTokenSource Removed { get; private set; } = new();

        public void Put(VirtualCard card) => (Card, IsTaken, Removed) = (card, false, new CancellationTokenSource());

        public CancellationTokenSource Take()
        {
            Card?.Remove();
            (Card, IsTaken) = (null, false);
            return Removed;
        }
    }

    private sealed class Session(VirtualReaders readers, Place place, VirtualCard card, CancellationToken removed) : ICardSession
    {
        private bool isOver;

        public CancellationToken Removed => removed;

        public bool TakesLongCommands => true;

        public ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct)
        {
            ObjectDisposedException.ThrowIf(isOver, this);
            return removed.IsCancellationRequested ? throw new CardRemovedException() : new(card.Transmit(command.Span));
        }

        public ValueTask DisposeAsync()
        {
            if (!isOver)
            {
                isOver = true;
                readers.Release(place, card);
            }

            return ValueTask.CompletedTask;
        }
    }
}
