using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// Messages between the announcement of an operation and its end. The service waits for the answer to a command; so whatever arrives
/// meanwhile is the end of the link or of the operation, and a question for a passcode is taken away from the person at once.
/// </summary>
internal sealed class RelayLoop(IMessagePipe pipe, Receiving receiving, IOperationDisplay display, RelayedCard card)
{
    public async ValueTask<RelayOutcome> RunAsync(CancellationToken ct)
    {
        try
        {
            return await UntilTheEndAsync(ct).ConfigureAwait(false);
        }
        catch (CardProtocolException e)
        {
            return await RefuseAsync(e.Message, ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await SendAsync(new Stopped(null, StopCode.PersonStopped, "The person at the workstation stopped the operation."), CancellationToken.None).ConfigureAwait(false);
            return new RelayOutcome(OperationOutcome.Interrupted, "You stopped the operation.", StopCode.PersonStopped);
        }
    }

    private async ValueTask<RelayOutcome> UntilTheEndAsync(CancellationToken ct)
    {
        while (await NextAsync(ct).ConfigureAwait(false) is { } message)
        {
            switch (message)
            {
                case Done done:
                    return new RelayOutcome(done.Outcome, done.Message, card.Stop);
                case StepBegun begun:
                    display.ShowStep(begun);
                    break;
                case Apdu apdu:
                    await AnswerAsync(work => card.AnswerAsync(apdu, work), ct).ConfigureAwait(false);
                    break;
                case PasscodeWanted wanted:
                    await AnswerAsync(work => card.AnswerAsync(wanted, work), ct).ConfigureAwait(false);
                    break;
                default:
                    return await RefuseAsync("The service began a second operation.", ct).ConfigureAwait(false);
            }
        }

        return new RelayOutcome(OperationOutcome.Interrupted, "The connection to the service was lost.", card.Stop);
    }

    /// <summary>The next message; a card that leaves while nothing is asked of it is told at once.</summary>
    private async ValueTask<ServiceMessage?> NextAsync(CancellationToken ct)
    {
        if (!card.HasGone && !await ArrivesBeforeAsync(card.Removed, ct).ConfigureAwait(false))
        {
            await SendAsync(card.Gone(), ct).ConfigureAwait(false);
        }

        return await receiving.TakeAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> ArrivesBeforeAsync(CancellationToken removed, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(removed, ct);
        var gone = Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token);
        return await Task.WhenAny(receiving.Arrived, gone).ConfigureAwait(false) != gone || ct.IsCancellationRequested;
    }

    private async ValueTask AnswerAsync(Func<CancellationToken, ValueTask<WorkstationMessage>> answer, CancellationToken ct)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var answering = answer(work.Token).AsTask();
        if (await Task.WhenAny(answering, receiving.Arrived).ConfigureAwait(false) != answering)
        {
            await work.CancelAsync().ConfigureAwait(false);
        }

        try
        {
            await SendAsync(await answering.ConfigureAwait(false), ct).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Nobody waits for the answer any more; what arrived instead is taken next.
        }
    }

    private async ValueTask<RelayOutcome> RefuseAsync(string why, CancellationToken ct)
    {
        await SendAsync(new Stopped(null, StopCode.MessageRefused, why), ct).ConfigureAwait(false);
        return new RelayOutcome(OperationOutcome.Interrupted, why, StopCode.MessageRefused);
    }

    private ValueTask SendAsync(WorkstationMessage message, CancellationToken ct) => pipe.SendAsync(Wire.Write(message), ct);
}
