using System.Net.WebSockets;
using CareIdentity.Agent.Dialogs;
using CareIdentity.Agent.NativeMessaging;
using CareIdentity.Agent.PcSc;
using CareIdentity.Agent.Settings;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;

namespace CareIdentity.Agent;

/// <summary>What the agent does for a page: signs in, or lends the service a card. Everything that cannot be done is an answer with the step that mends it.</summary>
internal sealed class AgentWork(IPcsc pcsc, Func<AgentSettings> settings, Func<AgentSettings, IDialogs> findDialogs, TimeProvider clock)
{
    private const string OperationsPath = "/card-operations";

    private static readonly TimeSpan PatienceForCard = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PatienceForService = TimeSpan.FromSeconds(15);

    public async Task<Answer> DoAsync(Question question, CancellationToken ct)
    {
        try
        {
            return question switch
            {
                Question.Status => new Answer.Status(question.Id, Question.CurrentVersion, AgentVersion.Number),
                Question.SignIn ask => await SignInAsync(ask, ct).ConfigureAwait(false),
                Question.Operate ask => await OperateAsync(ask, ct).ConfigureAwait(false),
                _ => new Answer.Refused(question.Id, "message-refused", "The card agent cannot do that."),
            };
        }
        catch (OperationCanceledException)
        {
            return new Answer.Stopped(question.Id, "The page that asked was left.");
        }
        catch (SettingsException e)
        {
            return new Answer.Refused(question.Id, "settings", e.Message);
        }
        catch (CardReaderException e)
        {
            return new Answer.Refused(question.Id, e.Trouble.Code(), e.Message);
        }
        catch (NoWindowException e)
        {
            return new Answer.Refused(question.Id, "no-window", e.Message);
        }
        catch (WebSocketException)
        {
            return new Answer.Refused(question.Id, "service-unreachable", "The card agent cannot reach the service. Check the network; if this page itself still works, ask your IT support about proxies and certificates.");
        }
#pragma warning disable CA1031 // Whatever else is wrong is a fault of ours; the page is told so instead of waiting for ever. The exception may hold what no log should.
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"care-identity-agent: {e.GetType().Name}").ConfigureAwait(false);
            return new Answer.Refused(question.Id, "fault", "The card agent met a fault of its own. Try again; if it comes back, send the report of: care-identity-agent diagnose");
        }
#pragma warning restore CA1031
    }

    private async Task<Answer> SignInAsync(Question.SignIn ask, CancellationToken ct)
    {
        var chosen = settings();
        if (Refusal(ask.Id, ask.Origin, chosen) is { } refusal)
        {
            return refusal;
        }

        if (ask.Nonce.Length is < WebEidSignIn.MinNonce or > WebEidSignIn.MaxNonce)
        {
            return new Answer.Refused(ask.Id, "message-refused", "The page asked for something that cannot be signed.");
        }

        var window = new AgentWindow(findDialogs(chosen));
        var readers = await ReadersAsync(ct).ConfigureAwait(false);
        await WaitForCardAsync(window, ask.Origin, ct).ConfigureAwait(false);
        return await new WebEidSignIn(readers, window, AgentVersion.Url).SignInAsync(ask.Origin, ask.Nonce, ct).ConfigureAwait(false) switch
        {
            WebEidOutcome.Token token => new Answer.Token(ask.Id, token.Value.ToJson()),
            WebEidOutcome.WrongPasscode wrong => new Answer.WrongPasscode(ask.Id, wrong.TriesLeft),
            WebEidOutcome.CardLocked locked => new Answer.Locked(ask.Id, locked.Certificate),
            WebEidOutcome.Stopped stopped => new Answer.Stopped(ask.Id, stopped.Reason),
            WebEidOutcome.CardError error => new Answer.CardError(ask.Id, error.Reason),
            _ => new Answer.NoCard(ask.Id),
        };
    }

    private async Task<Answer> OperateAsync(Question.Operate ask, CancellationToken ct)
    {
        var chosen = settings();
        if (Refusal(ask.Id, ask.Origin, chosen) is { } refusal)
        {
            return refusal;
        }

        var window = new AgentWindow(findDialogs(chosen));
        var readers = await ReadersAsync(ct).ConfigureAwait(false);
        using var socket = new ClientWebSocket();
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            patience.CancelAfter(PatienceForService);
            try
            {
                await socket.ConnectAsync(AddressOf(ask.Origin), patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                throw new WebSocketException();
            }
        }

        var outcome = await new CardRelay(new WebSocketPipe(socket), readers, window, window, new RelaySettings(ask.Origin, ask.Ticket, AgentVersion.Name))
            .RunAsync(ct).ConfigureAwait(false);
        return new Answer.Operated(ask.Id, outcome.Outcome is OperationOutcome.Completed, outcome.Message);
    }

    private static Answer.Refused? Refusal(string id, string origin, AgentSettings chosen) => chosen.Allows(origin)
        ? null
        : new Answer.Refused(id, "origin-refused", $"This computer's card agent does not work for {origin}. If it should, ask your IT support to add it to {AgentSettings.Place}.");

    private async ValueTask<ICardReaders> ReadersAsync(CancellationToken ct)
    {
        var readers = new PcscReaders(pcsc, clock);
        return (await readers.ListAsync(ct).ConfigureAwait(false)).Count > 0 ? readers : throw new CardReaderException(ReaderTrouble.NoReader);
    }

    /// <summary>Asks for a card where there is none; without one in time the sign-in finds none and says so.</summary>
    private async ValueTask WaitForCardAsync(AgentWindow window, string origin, CancellationToken ct)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(ct);
        waiting.CancelAfter(PatienceForCard);
        var there = new CardWatch(pcsc, clock).UntilCardAsync(waiting.Token);
        if (await Task.WhenAny(there, Task.Delay(TimeSpan.FromMilliseconds(300), clock, ct)).ConfigureAwait(false) != there)
        {
            var asking = window.AskForCardAsync(origin, waiting.Token).AsTask();
            await Task.WhenAny(there, asking).ConfigureAwait(false);
            await waiting.CancelAsync().ConfigureAwait(false);
            await asking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await there.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }

    private static Uri AddressOf(string origin) =>
        new UriBuilder(origin) { Scheme = origin.StartsWith("https:", StringComparison.Ordinal) ? Uri.UriSchemeWss : Uri.UriSchemeWs, Path = OperationsPath }.Uri;
}
