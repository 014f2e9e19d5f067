using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Virtual;

/// <summary>
/// A PIV card in memory, from the factory: passcode 123456, PUK 12345678, and the management key that every such card has. Takes bytes
/// and gives bytes as a card does, counts tries, forgets who was there when power goes, and can be pulled out in the middle
/// (<see cref="Arm"/>). One command at a time; safe to call from several threads.
/// </summary>
public sealed class VirtualCard : IDisposable
{
    private const int MaxChain = 32768;

    private readonly Lock gate = new();
    private readonly PivApplet applet;
    private readonly List<CardFault> faults = [];
    private readonly MemoryStream chain = new();
    private CommandApdu? chained;
    private ReadOnlyMemory<byte> waiting;
    private bool isRemoved;

    public VirtualCard(string serial)
    {
        Serial = CardSerial.Parse(serial);
        Model = VirtualCardModel.Of(Serial);
        applet = new PivApplet(Serial, Model);
    }

    public CardSerial Serial { get; }

    public VirtualCardModel Model { get; }

    /// <summary>False once a fault or <see cref="Remove"/> took the card out, until it is put in again.</summary>
    public bool IsInReader
    {
        get
        {
            lock (gate)
            {
                return !isRemoved;
            }
        }
    }

    /// <summary>Grows with every command that may have changed what the card keeps without power: whoever keeps the card in a file compares it.</summary>
    public long Writes { get; private set; }

    /// <summary>How many commands came since the card was made or <see cref="Arm"/> was called.</summary>
    public int Transmitted { get; private set; }

    public static VirtualCard Restore(VirtualCardSnapshot saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        var card = new VirtualCard(saved.Serial);
        card.applet.Restore(saved);
        return card;
    }

    public VirtualCardSnapshot Save()
    {
        lock (gate)
        {
            return applet.Save();
        }
    }

    /// <summary>What shall go wrong, counted from the next command; nothing else does any more.</summary>
    public void Arm(params IEnumerable<CardFault> next)
    {
        lock (gate)
        {
            Transmitted = 0;
            faults.Clear();
            faults.AddRange(next);
        }
    }

    /// <summary>Power off and on: all but what is written for good is forgotten.</summary>
    public void Reset()
    {
        lock (gate)
        {
            ForgetAll();
        }
    }

    public void Remove()
    {
        lock (gate)
        {
            ForgetAll();
            isRemoved = true;
        }
    }

    public void Insert()
    {
        lock (gate)
        {
            ForgetAll();
            isRemoved = false;
        }
    }

    /// <summary>One command as bytes, one answer as bytes; an armed <see cref="CardFault.Slow"/> is not waited for here.</summary>
    /// <exception cref="CardRemovedException">No card in the reader, or none before the answer arrived.</exception>
    public byte[] Transmit(ReadOnlySpan<byte> command)
    {
        lock (gate)
        {
            return Exchange(CommandApdu.Decode(command)).Encode();
        }
    }

    /// <summary>One command; an armed <see cref="CardFault.Slow"/> takes its time.</summary>
    public async ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, TimeProvider clock, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(command);
        return ResponseApdu.Decode(await TransmitAsync(command.Encode(), clock, ct));
    }

    /// <summary>One command as bytes; an armed <see cref="CardFault.Slow"/> takes its time.</summary>
    /// <exception cref="CardRemovedException">No card in the reader, or none before the answer arrived.</exception>
    public async ValueTask<byte[]> TransmitAsync(ReadOnlyMemory<byte> command, TimeProvider clock, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (NextDelay() is { } delay)
        {
            await Task.Delay(delay, clock, ct);
        }

        return Transmit(command.Span);
    }

    public void Dispose()
    {
        applet.Dispose();
        chain.Dispose();
    }

    private TimeSpan? NextDelay()
    {
        lock (gate)
        {
            return faults.OfType<CardFault.Slow>().FirstOrDefault(f => f.Apdu == Transmitted + 1)?.Delay;
        }
    }

    private ResponseApdu Exchange(CommandApdu? command)
    {
        Transmitted++;
        var fault = faults.FirstOrDefault(f => f.Apdu == Transmitted && f is not CardFault.Slow);
        switch (fault)
        {
            case CardFault.RemovedBefore or CardFault.PowerCutBefore:
                throw Lose(stays: fault is CardFault.PowerCutBefore);
            case CardFault.Answers answers:
                return new ResponseApdu(answers.Status);
        }

        if (isRemoved)
        {
            throw new CardRemovedException();
        }

        var answer = command is null ? new ResponseApdu(StatusWord.WrongLength) : Answer(command);
        return fault is CardFault.RemovedAfter or CardFault.PowerCutAfter ? throw Lose(stays: fault is CardFault.PowerCutAfter) : answer;
    }

    private ResponseApdu Answer(CommandApdu command)
    {
        if (command.NeedsExtendedLength && !Model.HasExtendedLength)
        {
            return new ResponseApdu(StatusWord.WrongLength);
        }

        if ((command.Cla & ~0x10) != 0x00)
        {
            return new ResponseApdu(StatusWord.ClassNotSupported);
        }

        if (command is { Ins: Instruction.GetResponse, Cla: 0x00 })
        {
            return waiting.IsEmpty ? new ResponseApdu(StatusWord.ConditionsNotSatisfied) : Give(command.Le ?? 256);
        }

        waiting = default;
        return command.Cla == 0x10 || chained is not null ? AnswerPart(command) : AnswerWhole(command);
    }

    // ISO/IEC 7816-4:2013 §5.3.3: same instruction and parameters to the end, nothing else in between.
    private ResponseApdu AnswerPart(CommandApdu command)
    {
        if (chained is not null && (chained.Ins, chained.P1, chained.P2) != (command.Ins, command.P1, command.P2))
        {
            ForgetChain();
            return new ResponseApdu(new StatusWord(0x6883));
        }

        if (chain.Length + command.Data.Length > MaxChain)
        {
            ForgetChain();
            return new ResponseApdu(StatusWord.WrongLength);
        }

        chained = command;
        chain.Write(command.Data.Span);
        if (command.Cla == 0x10)
        {
            return new ResponseApdu(StatusWord.Success);
        }

        var whole = command with { Data = chain.ToArray() };
        ForgetChain();
        return AnswerWhole(whole);
    }

    private ResponseApdu AnswerWhole(CommandApdu command)
    {
        Writes += Instruction.MayWrite(command.Ins) ? 1 : 0;
        var answer = applet.Answer(command);
        if (!answer.IsSuccess)
        {
            return answer;
        }

        waiting = answer.Data;
        return Give(command.Le ?? 256);
    }

    // 61xx says how many bytes still wait, 00 for 256 or more (§5.3.4).
    private ResponseApdu Give(int wanted)
    {
        var given = waiting[..Math.Min(wanted, waiting.Length)];
        waiting = waiting[given.Length..];
        return new ResponseApdu(given, waiting.IsEmpty
            ? StatusWord.Success
            : new StatusWord((ushort)(0x6100 | (waiting.Length > 255 ? 0 : waiting.Length))));
    }

    private CardRemovedException Lose(bool stays)
    {
        ForgetAll();
        isRemoved = isRemoved || !stays;
        return new CardRemovedException();
    }

    private void ForgetAll()
    {
        applet.Reset();
        ForgetChain();
        waiting = default;
    }

    private void ForgetChain()
    {
        chained = null;
        chain.SetLength(0);
    }
}
