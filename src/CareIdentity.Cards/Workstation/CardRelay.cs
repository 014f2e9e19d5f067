using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation.Messages;

namespace CareIdentity.Cards.Workstation;

/// <summary>
/// The workstation's end: says which cards are there, shows the person what the service wants to do, and passes its commands to the card as
/// far as the guard lets them. Believes nothing that it is sent. Whatever happens, the card is reset and given back at the end.
/// </summary>
public sealed class CardRelay(IMessagePipe pipe, ICardReaders readers, IPasscodePrompt prompt, IOperationDisplay display, RelaySettings settings)
{
    private const string LinkLost = "The connection to the service was lost.";

    /// <summary>One conversation, from hello to the end of the pipe.</summary>
    public async ValueTask<RelayOutcome> RunAsync(CancellationToken ct)
    {
        var outcome = await ConverseAsync(ct).ConfigureAwait(false);
        display.ShowEnd(outcome);
        return outcome;
    }

    private async ValueTask<RelayOutcome> ConverseAsync(CancellationToken ct)
    {
        var receiving = new Receiving(pipe, ct);
        try
        {
            var cards = await CardInspection.InspectAsync(readers, ct).ConfigureAwait(false);
            await SendAsync(new Hello(Operation.CurrentVersion, settings.Ticket, settings.Agent, [.. cards.Take(Hello.MaxReaders)]), ct).ConfigureAwait(false);
            return await receiving.TakeAsync().ConfigureAwait(false) switch
            {
                null => new RelayOutcome(OperationOutcome.Interrupted, LinkLost, null),
                Done done => new RelayOutcome(done.Outcome, done.Message, null),
                Operation operation => await OperateAsync(operation, receiving, ct).ConfigureAwait(false),
                _ => await StopAsync(StopCode.MessageRefused, "The service did not say what it wants to do.", receiving, ct).ConfigureAwait(false),
            };
        }
        catch (CardProtocolException e)
        {
            return await StopAsync(StopCode.MessageRefused, e.Message, null, ct).ConfigureAwait(false);
        }
    }

    private async ValueTask<RelayOutcome> OperateAsync(Operation operation, Receiving receiving, CancellationToken ct)
    {
        if (operation.Version != Operation.CurrentVersion)
        {
            return await StopAsync(StopCode.VersionUnknown, $"The service speaks version {operation.Version}; this program speaks {Operation.CurrentVersion}.", receiving, ct).ConfigureAwait(false);
        }

        try
        {
            await using var session = await readers.OpenAsync(operation.Reader, ct).ConfigureAwait(false);
            var card = session is null
                ? CardInReader.Empty(operation.Reader)
                : await CardInspection.InspectAsync(operation.Reader, session, ct).ConfigureAwait(false);
            if (new OperationGuard(operation.Kind, operation.CardSerial).Refuse(card) is { } refusal)
            {
                return await StopAsync(StopCode.WrongCard, refusal, receiving, ct).ConfigureAwait(false);
            }

            return await display.BeginAsync(settings.Origin, operation, card, ct).ConfigureAwait(false)
                ? await new RelayLoop(pipe, receiving, display, new RelayedCard(operation, settings.Origin, card, session!, prompt)).RunAsync(ct).ConfigureAwait(false)
                : await StopAsync(StopCode.PersonStopped, "The person at the workstation did not want this.", receiving, ct).ConfigureAwait(false);
        }
        catch (ReaderInUseException e)
        {
            return await StopAsync(StopCode.ReaderInUse, e.Message, receiving, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is CardRemovedException or CardResetException)
        {
            return await StopAsync(StopCode.WrongCard, "The card left the reader before the operation began.", receiving, ct).ConfigureAwait(false);
        }
    }

    /// <summary>Tells the service, and lets it have the last word where it still makes sense.</summary>
    private async ValueTask<RelayOutcome> StopAsync(StopCode code, string reason, Receiving? receiving, CancellationToken ct)
    {
        await SendAsync(new Stopped(null, code, reason), ct).ConfigureAwait(false);
        while (receiving is not null && await receiving.TakeAsync().ConfigureAwait(false) is { } message)
        {
            if (message is Done done)
            {
                return new RelayOutcome(done.Outcome, done.Message, code);
            }
        }

        return new RelayOutcome(OperationOutcome.Interrupted, reason, code);
    }

    private ValueTask SendAsync(WorkstationMessage message, CancellationToken ct) => pipe.SendAsync(Wire.Write(message), ct);
}
