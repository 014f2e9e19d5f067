using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// The service's end: a card in a reader of somebody's workstation, as if it were here. One command is outstanding at a time. Once the
/// card, the link or the workstation's consent is gone it stays gone: every later command throws the same, and nothing is sent.
/// </summary>
public sealed class RemoteCardChannel : ICardChannel
{
    private readonly IMessagePipe pipe;
    private readonly RemoteCardTimeouts timeouts;
    private readonly TimeProvider clock;

    private int lastId;
    private int outstanding;
    private Func<Exception>? end;
    private Operation? operation;
    private string why = "";

    private RemoteCardChannel(IMessagePipe pipe, Hello hello, RemoteCardTimeouts timeouts, TimeProvider clock)
    {
        this.pipe = pipe;
        this.timeouts = timeouts;
        this.clock = clock;
        Hello = hello;
    }

    /// <summary>What the workstation said of itself; the ticket in it is still to be checked by the caller.</summary>
    public Hello Hello { get; }

    /// <summary>Reads the workstation's first message.</summary>
    /// <exception cref="CardProtocolException">It is none, or of a version that is not spoken here.</exception>
    /// <exception cref="CardLinkLostException">There was none in time.</exception>
    public static async ValueTask<RemoteCardChannel> AcceptAsync(IMessagePipe pipe, RemoteCardTimeouts timeouts, TimeProvider clock, CancellationToken ct)
    {
        var hello = Wire.ReadFromWorkstation(await ReceiveAsync(pipe, timeouts.Hello, clock, ct).ConfigureAwait(false)) as Hello
            ?? throw new CardProtocolException("A workstation says hello first.");
        return hello.Version == Operation.CurrentVersion
            ? new RemoteCardChannel(pipe, hello, timeouts, clock)
            : throw new CardProtocolException($"The workstation speaks version {hello.Version}; this service speaks {Operation.CurrentVersion}.");
    }

    /// <summary>As the workstation said of the reader with the card; a message holds more than any command or answer of ours.</summary>
    public bool TakesLongCommands => operation is not null && Hello.Cards.Any(card => card.LongCommands && card.Reader == operation.Reader);

    /// <param name="serial">The one card; null for any blank card.</param>
    public CardChoice ChooseCard(string? serial) => CardChoice.Choose(Hello.Cards, serial);

    /// <summary>Tells the workstation what will be done. Commands are possible from here on.</summary>
    public async ValueTask AnnounceAsync(Operation announced, CancellationToken ct)
    {
        if (operation is not null)
        {
            throw new InvalidOperationException("One conversation is one operation.");
        }

        operation = announced;
        why = announced.InWords;
        await pipe.SendAsync(Wire.Write(announced), ct).ConfigureAwait(false);
    }

    /// <summary>Shows the step that begins now; a passcode asked for in it is asked for in its words.</summary>
    public ValueTask StepAsync(int n, string text, CancellationToken ct)
    {
        why = text;
        return pipe.SendAsync(Wire.Write(new StepBegun(n, text)), ct);
    }

    public ValueTask<ResponseApdu> TransmitAsync(CommandApdu command, CancellationToken ct) =>
        AskAsync(id => new Apdu(id, command.Encode()), timeouts.Command, ct);

    public ValueTask<ResponseApdu> TransmitAsync(PasscodeCommand command, CancellationToken ct) =>
        AskAsync(id => new PasscodeWanted(id, command.Template.Encode(), command.Places, why), timeouts.Passcode, ct);

    /// <summary>Says how it ended. Said even where the card is gone: the person is still there.</summary>
    public ValueTask DoneAsync(OperationOutcome outcome, string message, CancellationToken ct)
    {
        end ??= () => new InvalidOperationException("The operation is done.");
        return pipe.SendAsync(Wire.Write(new Done(outcome, message)), ct);
    }

    private async ValueTask<ResponseApdu> AskAsync(Func<int, ServiceMessage> ask, TimeSpan timeout, CancellationToken ct)
    {
        if (operation is null)
        {
            throw new InvalidOperationException("The workstation is told what will be done before any command.");
        }

        if (end is not null)
        {
            throw end();
        }

        if (Interlocked.Exchange(ref outstanding, 1) == 1)
        {
            throw new InvalidOperationException("One command is outstanding at a time.");
        }

        try
        {
            var id = ++lastId;
            await pipe.SendAsync(Wire.Write(ask(id)), ct).ConfigureAwait(false);
            return Answer(id, Wire.ReadFromWorkstation(await ReceiveAsync(pipe, timeout, clock, ct).ConfigureAwait(false)));
        }
        catch (Exception e) when (e is CardLinkLostException or CardProtocolException or OperationCanceledException)
        {
            // A late answer to this command could be taken for the answer to the next one, so there is no next one.
            end ??= () => new CardLinkLostException(e.Message);
            throw;
        }
        finally
        {
            Volatile.Write(ref outstanding, 0);
        }
    }

    private ResponseApdu Answer(int id, WorkstationMessage message)
    {
        switch (message)
        {
            case Response response when response.Id == id:
                return response.ToApdu();
            case CardGone:
                end = () => new CardRemovedException();
                throw end();
            case Stopped stopped when stopped.Code.IsFinal() && (stopped.Id is null || stopped.Id == id):
                end = () => new WorkstationStoppedException(stopped.Code, stopped.Reason);
                throw end();
            case Stopped stopped when stopped.Id == id && stopped.Code.IsAboutPasscode():
                throw new PasscodeNotGivenException(stopped.Reason);
            case Stopped stopped when stopped.Id == id:
                throw new WorkstationStoppedException(stopped.Code, stopped.Reason);
            default:
                throw new CardProtocolException("The workstation answered something else than what it was asked.");
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReceiveAsync(IMessagePipe pipe, TimeSpan timeout, TimeProvider clock, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timer.Token);
        try
        {
            return await pipe.ReceiveAsync(either.Token).ConfigureAwait(false)
                ?? throw new CardLinkLostException("The connection to the workstation was lost.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new CardLinkLostException($"The workstation did not answer within {timeout.TotalSeconds:0} seconds.");
        }
    }
}
