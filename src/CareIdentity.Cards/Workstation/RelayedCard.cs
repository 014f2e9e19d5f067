using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// One operation on one card: every command passes the guard or does not reach the card. Once it has stopped for good, or the card has gone,
/// every later command gets the same answer.
/// </summary>
internal sealed class RelayedCard(
    Operation operation, string origin, CardInReader card, ICardSession session, IPasscodePrompt prompt)
{
    /// <summary>Of the three tries of a card, two are left after the first wrong passcode.</summary>
    private const int TriesThatStop = 2;

    private readonly OperationGuard guard = new(operation.Kind, operation.CardSerial ?? card.Serial);
    private WorkstationMessage? end;
    private int? triesAfterWrong;

    public CancellationToken Removed => session.Removed;

    public bool HasGone => end is CardGone;

    public StopCode? Stop => (end as Stopped)?.Code;

    public async ValueTask<WorkstationMessage> AnswerAsync(Apdu apdu, CancellationToken ct)
    {
        var command = CommandApdu.Decode(apdu.Bytes)!;
        try
        {
            return end ?? (guard.Refuse(command) is { } refusal
                ? End(new Stopped(apdu.Id, StopCode.InstructionRefused, refusal))
                : await GuardedAsync(apdu.Id, work => TransmitAsync(apdu, work), ct).ConfigureAwait(false));
        }
        finally
        {
            Zero(apdu.Bytes, command);
        }
    }

    public async ValueTask<WorkstationMessage> AnswerAsync(PasscodeWanted wanted, CancellationToken ct)
    {
        var command = new PasscodeCommand(CommandApdu.Decode(wanted.Bytes)!, wanted.Places);
        try
        {
            return end ?? (guard.Refuse(command) is { } refusal
                ? End(new Stopped(wanted.Id, StopCode.InstructionRefused, refusal))
                : await GuardedAsync(wanted.Id, work => EnterAsync(wanted, command, work), ct).ConfigureAwait(false));
        }
        finally
        {
            Zero(wanted.Bytes, command.Template);
        }
    }

    public WorkstationMessage Gone() => End(new CardGone());

    private async ValueTask<WorkstationMessage> TransmitAsync(Apdu apdu, CancellationToken ct) =>
        new Response(apdu.Id, Checked(await session.TransmitAsync(apdu.Bytes, ct).ConfigureAwait(false)));

    /// <summary>
    /// A wrong passcode that leaves few tries is the last of its conversation, whatever the service asks: another try is for the person to
    /// begin, not for a program.
    /// </summary>
    private async ValueTask<WorkstationMessage> EnterAsync(PasscodeWanted wanted, PasscodeCommand command, CancellationToken ct)
    {
        if (triesAfterWrong is { } left and <= TriesThatStop && command.Places.Any(place => place.Kind == PasscodeKind.Current))
        {
            return new Stopped(wanted.Id, left == 0 ? StopCode.CardLocked : StopCode.PasscodeNotGiven, $"The passcode was wrong; tries left before the card locks: {left}. Begin again when you are sure of it.");
        }

        var outcome = await new PasscodeEntry(session, prompt).SendAsync(command, Context(wanted.Why), ct).ConfigureAwait(false);
        switch (outcome)
        {
            case PasscodeEntryOutcome.Answered answered:
                triesAfterWrong = answered.Status.TriesRemaining ?? triesAfterWrong;
                return new Response(wanted.Id, new ResponseApdu(answered.Status).Encode());
            case PasscodeEntryOutcome.NotGiven not:
                return new Stopped(wanted.Id, not.Code, not.Reason);
            default:
                throw new InvalidOperationException("No such outcome.");
        }
    }

    private async ValueTask<WorkstationMessage> GuardedAsync(int id, Func<CancellationToken, ValueTask<WorkstationMessage>> send, CancellationToken ct)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct, session.Removed);
        try
        {
            return await send(linked.Token).ConfigureAwait(false);
        }
        catch (CardResetException)
        {
            return await AfterResetAsync(id, linked.Token).ConfigureAwait(false);
        }
        catch (CardProtocolException)
        {
            return End(new Stopped(id, StopCode.CardFault, "The card gave an answer that no card may give."));
        }
        catch (Exception e) when (e is CardRemovedException || (e is OperationCanceledException && session.Removed.IsCancellationRequested))
        {
            return Gone();
        }
    }

    /// <summary>The card may be another one now. If it is the same, it has forgotten who was there, and the service has to know.</summary>
    private async ValueTask<WorkstationMessage> AfterResetAsync(int id, CancellationToken ct)
    {
        try
        {
            var now = await CardInspection.InspectAsync(card.Reader, session, ct).ConfigureAwait(false);
            return string.Equals(now.Serial, card.Serial, StringComparison.Ordinal) && guard.Refuse(now) is null
                ? new Stopped(id, StopCode.CardReset, "Another program reset the card. The step has to begin again.")
                : End(new Stopped(id, StopCode.WrongCard, "The card in the reader is another one now."));
        }
        catch (CardResetException)
        {
            return End(new Stopped(id, StopCode.ReaderInUse, "Another program keeps resetting the card."));
        }
        catch (Exception e) when (e is CardRemovedException || (e is OperationCanceledException && session.Removed.IsCancellationRequested))
        {
            return Gone();
        }
    }

    private static byte[] Checked(ReadOnlyMemory<byte> answer) =>
        answer.Length is >= 2 and <= Wire.MaxCardBytes ? answer.ToArray() : throw new CardProtocolException("The card's answer is too short or too long.");

    /// <summary>The service's own secrets, a PUK or a management key, do not stay at the workstation either.</summary>
    private static void Zero(byte[] bytes, CommandApdu command)
    {
        CryptographicOperations.ZeroMemory(bytes);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsMemory(command.Data).Span);
    }

    private WorkstationMessage End(WorkstationMessage message)
    {
        // Said again without the id of the command that it answered first.
        end = message is Stopped stopped ? stopped with { Id = null } : message;
        return message;
    }

    private PasscodeContext Context(string why) => new()
    {
        Origin = origin,
        InWords = operation.InWords,
        Holder = operation.Holder,
        Reader = card.Reader,
        Why = why,
    };
}
