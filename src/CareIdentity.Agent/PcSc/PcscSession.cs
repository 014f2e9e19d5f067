using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.PcSc;

/// <summary>A card in a transaction of ours.</summary>
internal class PcscSession : ICardSession
{
    /// <summary>The longest extended response, ISO/IEC 7816-3 §12.1.3: 65,536 bytes and the status word.</summary>
    private const int MaxAnswer = 65_538;

    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(2);

    private readonly IPcsc pcsc;
    private readonly PcscConnection connection;
    private readonly RemovalWatch watch;
    private readonly ITimer? pulse;
    private readonly Lock one = new();
    private readonly byte[] answer = GC.AllocateUninitializedArray<byte>(MaxAnswer, pinned: true);
    private bool isOver;

    public PcscSession(IPcsc pcsc, PcscConnection connection, TimeProvider clock)
    {
        (this.pcsc, this.connection) = (pcsc, connection);
        watch = new RemovalWatch(pcsc, connection.Reader);

        // A person takes longer to type than Windows lets a transaction be idle.
        pulse = pcsc.EndsIdleTransactions ? clock.CreateTimer(_ => Say(), null, KeepAlive, KeepAlive) : null;
    }

    public CancellationToken Removed => watch.Removed;

    public bool TakesLongCommands { get; init; }

    protected nint Card => connection.Card;

    /// <summary>On the caller's thread: handing a command over to another one and back costs about as much as pcscd does.</summary>
    public ValueTask<ReadOnlyMemory<byte>> TransmitAsync(ReadOnlyMemory<byte> command, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        ct.ThrowIfCancellationRequested();
        return watch.Removed.IsCancellationRequested
            ? throw new CardRemovedException()
            : ValueTask.FromResult(Run((Span<byte> to, out int length) => pcsc.Transmit(Card, connection.Protocol, AsSent(command.Span), to, out length)));
    }

    public async ValueTask DisposeAsync()
    {
        if (pulse is not null)
        {
            await pulse.DisposeAsync().ConfigureAwait(false);
        }

        await Task.Run(Close).ConfigureAwait(false);
        watch.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A call that waits for a person, off the caller's thread. Not broken off half-way: the card would go on without us.</summary>
    protected async ValueTask<ReadOnlyMemory<byte>> RunAsync(PcscCall call, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        return watch.Removed.IsCancellationRequested ? throw new CardRemovedException() : await Task.Run(() => Run(call), ct).ConfigureAwait(false);
    }

    protected delegate PcscCode PcscCall(Span<byte> answer, out int length);

    private ReadOnlyMemory<byte> Run(PcscCall call)
    {
        lock (one)
        {
            var code = call(answer, out var length);
            return code switch
            {
                PcscCode.Success => answer.AsSpan(0, length).ToArray(),
                _ when code.IsReset() => throw AfterReset(),
                _ when code.IsCardGone() => throw Gone(),
                _ => throw new CardProtocolException("The card or its reader did not answer."),
            };
        }
    }

    private Exception AfterReset()
    {
        var code = connection.BeginAgain();
        return code is PcscCode.Success ? new CardResetException()
            : code.IsCardGone() ? Gone()
            : new CardProtocolException("The card does not answer any more.");
    }

    private CardRemovedException Gone()
    {
        watch.Tell();
        return new CardRemovedException();
    }

    /// <summary>With T=0 a command that sends data does not say how much it wants back (ISO/IEC 7816-3 §12.2.1, case 4S): the card asks to be asked.</summary>
    private ReadOnlySpan<byte> AsSent(ReadOnlySpan<byte> command) =>
        connection.Protocol is PcscProtocol.T0 && command.Length > 6 && command[4] != 0 && command.Length == 6 + command[4] ? command[..^1] : command;

    private void Say()
    {
        if (one.TryEnter())
        {
            try
            {
                if (!isOver)
                {
                    pcsc.Status(Card);
                }
            }
            finally
            {
                one.Exit();
            }
        }
    }

    private void Close()
    {
        lock (one)
        {
            isOver = true;
            connection.Dispose();
        }
    }
}
