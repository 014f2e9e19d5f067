using CareIdentity.Agent.PcSc;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Virtual;

namespace CareIdentity.Tests.Agent;

/// <summary>
/// A PC/SC of virtual cards, with the manners of pcscd: a shared connection, transactions that others wait for, a count of insertions, resets
/// that others find out about, and a death after which every call says the same.
/// </summary>
internal sealed class PcscOfVirtualCards(params IEnumerable<string> names) : IPcsc
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Slot> slots = names.ToDictionary(name => name, _ => new Slot());
    private readonly Dictionary<nint, Slot> cards = [];
    private readonly Dictionary<nint, int> resetsSeen = [];
    private readonly HashSet<nint> cancelled = [];
    private nint lastHandle;

    public bool IsDead { get; set; }

    /// <summary>What the features of every reader are, as the reader says it.</summary>
    public byte[] Features { get; set; } = [];

    /// <summary>What the reader's own keys bring: the code and the structure go in, the reader's answer comes out.</summary>
    public Func<uint, byte[], byte[]>? PinPad { get; set; }

    public List<byte[]> Sent { get; } = [];

    public PcscProtocol Protocol { get; set; } = PcscProtocol.T1;

    public int Calls { get; private set; }

    public uint FeatureRequest => 3400;

    public bool EndsIdleTransactions => false;

    public string ReaderArrival => @"\\?PnP?\Notification";

    public void Insert(string reader, VirtualCard card)
    {
        card.Insert();
        lock (gate)
        {
            slots[reader].Put(card);
        }
    }

    public void Remove(string reader)
    {
        lock (gate)
        {
            slots[reader].Card?.Remove();
            slots[reader].Put(null);
        }
    }

    /// <summary>The reader itself goes, with the card in it: pcscd forgets its name, and handles to its card say so.</summary>
    public void Unplug(string reader)
    {
        lock (gate)
        {
            slots[reader].Card?.Remove();
            slots[reader].IsUnplugged = true;
            slots.Remove(reader);
        }
    }

    /// <summary>Somebody else on this computer resets the card.</summary>
    public void ResetByOther(string reader)
    {
        lock (gate)
        {
            slots[reader].Reset();
        }
    }

    /// <summary>Somebody else on this computer has a transaction, until it is disposed.</summary>
    public IDisposable HoldByOther(string reader)
    {
        slots[reader].Turn.Wait();
        return new Release(slots[reader].Turn);
    }

    public bool HasMute { get; set; }

    public bool IsExclusiveElsewhere { get; set; }

    /// <summary>Is the card free, as after every operation it has to be?</summary>
    public bool IsFree(string reader) => slots[reader].Turn.CurrentCount == 1 && cards.Count == 0;

    public PcscCode EstablishContext(out nint context) => Do(() => PcscCode.Success, out context);

    public PcscCode ReleaseContext(nint context) => PcscCode.Success;

    public PcscCode ListReaders(nint context, out string[] readers)
    {
        readers = [.. slots.Keys];
        return Alive();
    }

    public PcscCode GetStatusChange(nint context, uint milliseconds, Span<ReaderWatch> watches)
    {
        for (var waited = 0u; ; waited++)
        {
            lock (gate)
            {
                if (Alive() is not PcscCode.Success and var dead)
                {
                    return dead;
                }

                if (cancelled.Remove(context))
                {
                    return PcscCode.Cancelled;
                }

                var isChanged = false;
                for (var i = 0; i < watches.Length; i++)
                {
                    watches[i].Now = slots.TryGetValue(watches[i].Reader, out var slot) ? slot.State : watches[i].Reader == ReaderArrival ? 0u : 0x0004u;
                    isChanged |= watches[i].Now != watches[i].Known && watches[i].Now != 0;
                }

                if (isChanged)
                {
                    return PcscCode.Success;
                }
            }

            if (waited >= milliseconds)
            {
                return PcscCode.Timeout;
            }

            Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None).Wait(CancellationToken.None);
        }
    }

    public PcscCode Cancel(nint context)
    {
        lock (gate)
        {
            cancelled.Add(context);
        }

        return PcscCode.Success;
    }

    public PcscCode Connect(nint context, string reader, out nint card, out PcscProtocol protocol)
    {
        lock (gate)
        {
            (card, protocol) = (++lastHandle, Protocol);
            if (Alive() is not PcscCode.Success and var dead)
            {
                return dead;
            }

            if (!slots.TryGetValue(reader, out var slot) || slot.Card is null)
            {
                return slot is null ? PcscCode.UnknownReader : PcscCode.NoSmartcard;
            }

            if (HasMute || IsExclusiveElsewhere)
            {
                return HasMute ? PcscCode.UnresponsiveCard : PcscCode.SharingViolation;
            }

            cards[card] = slot;
            resetsSeen[card] = slot.Resets;
            return PcscCode.Success;
        }
    }

    public PcscCode Reconnect(nint card, out PcscProtocol protocol)
    {
        protocol = Protocol;
        lock (gate)
        {
            resetsSeen[card] = cards[card].Resets;
            return cards[card].Card is null ? PcscCode.RemovedCard : PcscCode.Success;
        }
    }

    public PcscCode Disconnect(nint card, PcscDisposition disposition)
    {
        lock (gate)
        {
            cards.Remove(card);
            return PcscCode.Success;
        }
    }

    public PcscCode BeginTransaction(nint card)
    {
        if (!cards.TryGetValue(card, out var slot))
        {
            return PcscCode.InvalidHandle;
        }

        if (!slot.HasTurn(card))
        {
            slot.Turn.Wait();
            slot.Taken = card;
        }

        var code = Look(card);
        if (code is not PcscCode.Success)
        {
            slot.GiveUp(card);
        }

        return code;
    }

    public PcscCode EndTransaction(nint card, PcscDisposition disposition)
    {
        lock (gate)
        {
            if (disposition is PcscDisposition.Reset)
            {
                cards[card].Reset();
            }

            cards[card].GiveUp(card);
            return PcscCode.Success;
        }
    }

    public PcscCode Status(nint card) => Look(card);

    public PcscCode Transmit(nint card, PcscProtocol protocol, ReadOnlySpan<byte> command, Span<byte> answer, out int length)
    {
        Sent.Add(command.ToArray());
        length = 0;
        if (Look(card) is not PcscCode.Success and var code)
        {
            return code;
        }

        try
        {
            var response = cards[card].Card!.Transmit(command);
            length = response.Length;
            response.AsSpan().CopyTo(answer);
            return PcscCode.Success;
        }
        catch (CardRemovedException)
        {
            return PcscCode.RemovedCard;
        }
    }

    public PcscCode Control(nint card, uint code, ReadOnlySpan<byte> input, Span<byte> output, out int length)
    {
        var answer = code == FeatureRequest ? Features : PinPad!(code, input.ToArray());
        answer.CopyTo(output);
        length = answer.Length;
        return PcscCode.Success;
    }

    private PcscCode Do(Func<PcscCode> act, out nint handle)
    {
        lock (gate)
        {
            handle = ++lastHandle;
            return Alive() is not PcscCode.Success and var dead ? dead : act();
        }
    }

    private PcscCode Alive()
    {
        Calls++;
        return IsDead ? PcscCode.NoService : PcscCode.Success;
    }

    private PcscCode Look(nint card)
    {
        lock (gate)
        {
            return Alive() is not PcscCode.Success and var dead ? dead
                : !cards.TryGetValue(card, out var slot) ? PcscCode.InvalidHandle
                : slot.IsUnplugged ? PcscCode.ReaderUnavailable
                : slot.Card is null ? PcscCode.RemovedCard
                : slot.Resets != resetsSeen[card] ? PcscCode.ResetCard
                : PcscCode.Success;
        }
    }

    private sealed class Release(SemaphoreSlim turn) : IDisposable
    {
        public void Dispose() => turn.Release();
    }

    private sealed class Slot
    {
        private uint events;

        public SemaphoreSlim Turn { get; } = new(1, 1);

        public nint? Taken { get; set; }

        public VirtualCard? Card { get; private set; }

        public int Resets { get; private set; }

        public bool IsUnplugged { get; set; }

        public uint State => (events << 16) | (Card is null ? 0x0010u : 0x0020u);

        public bool HasTurn(nint card) => Taken == card;

        public void Put(VirtualCard? card) => (Card, events) = (card, events + 1);

        public void Reset()
        {
            Card?.Reset();
            Resets++;
        }

        public void GiveUp(nint card)
        {
            if (Taken == card)
            {
                Taken = null;
                Turn.Release();
            }
        }
    }
}
