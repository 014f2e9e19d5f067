using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.PcSc;

/// <summary>A card that we are connected to, and the transaction that keeps others away from it.</summary>
internal sealed class PcscConnection : IDisposable
{
    private const int MaxResets = 3;

    private readonly IPcsc pcsc;
    private readonly PcscContext context;
    private Task<PcscCode>? beginning;
    private bool hasTransaction;
    private bool isOver;

    private PcscConnection(IPcsc pcsc, PcscContext context, string reader, nint card, PcscProtocol protocol) =>
        (this.pcsc, this.context, Reader, Card, Protocol) = (pcsc, context, reader, card, protocol);

    public string Reader { get; }

    public nint Card { get; }

    public PcscProtocol Protocol { get; private set; }

    /// <summary>Null where there is no such reader or no card in it.</summary>
    /// <exception cref="ReaderInUseException">Another program has the card for itself alone.</exception>
    /// <exception cref="CardProtocolException">Something is in the reader that does not talk.</exception>
    public static PcscConnection? Open(IPcsc pcsc, string reader)
    {
        var context = PcscContext.Establish(pcsc);
        var code = pcsc.Connect(context.Value, reader, out var card, out var protocol);
        if (code is PcscCode.Success)
        {
            return new PcscConnection(pcsc, context, reader, card, protocol);
        }

        context.Dispose();
        return code switch
        {
            PcscCode.SharingViolation => throw new ReaderInUseException(reader),
            _ when code.IsServiceGone() => throw new CardReaderException(ReaderTrouble.NoService),
            _ when code.IsCardGone() => null,
            _ when code.IsMute() || code.IsReset() => throw new CardProtocolException($"The card in {reader} does not answer."),
            _ => throw new CardReaderException(ReaderTrouble.Other),
        };
    }

    /// <summary>False where the card has gone meanwhile.</summary>
    /// <exception cref="ReaderInUseException">Another program did not let go of the card in time.</exception>
    public async ValueTask<bool> BeginAsync(TimeSpan patience, TimeProvider clock, CancellationToken ct)
    {
        // pcsc-lite asks again and again until the card is free and cannot be interrupted, so that the wait has a thread of its own.
        beginning = Task.Factory.StartNew(Begin, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        PcscCode code;
        try
        {
            code = await beginning.WaitAsync(patience, clock, ct).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ReaderInUseException(Reader);
        }

        return code switch
        {
            PcscCode.Success => true,
            PcscCode.SharingViolation => throw new ReaderInUseException(Reader),
            _ when code.IsCardGone() => false,
            _ => throw new CardProtocolException($"The card in {Reader} does not answer."),
        };
    }

    /// <summary>After somebody else's reset: the same or another card, and no transaction any more.</summary>
    public PcscCode BeginAgain()
    {
        hasTransaction = false;
        return Begin();
    }

    /// <summary>Another program has the card and our wait for it cannot be interrupted: let go as soon as it is our turn.</summary>
    public void DisposeWhenFree()
    {
        if (beginning is { IsCompleted: false } waiting)
        {
            waiting.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (isOver)
        {
            return;
        }

        isOver = true;
        if (hasTransaction)
        {
            // Reset while nobody else can talk to the card: what it was shown is forgotten before another program gets it.
            pcsc.EndTransaction(Card, PcscDisposition.Reset);
        }

        pcsc.Disconnect(Card, PcscDisposition.Leave);
        context.Dispose();
    }

    private PcscCode Begin()
    {
        var code = pcsc.BeginTransaction(Card);
        for (var resets = 0; code.IsReset() && resets < MaxResets; resets++)
        {
            code = pcsc.Reconnect(Card, out var protocol);
            if (code is PcscCode.Success)
            {
                Protocol = protocol;
                code = pcsc.BeginTransaction(Card);
            }
        }

        hasTransaction = code is PcscCode.Success;
        return code;
    }
}
