using System.Net.WebSockets;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using CareIdentity.Kernel;
using CareIdentity.Smartcards;

namespace CareIdentity.Web.CardOperations;

/// <summary>
/// Where a workstation brings a ticket and lends the service its card. Needs no session and takes no cookie: the ticket, shown once and
/// bound to the session that asked for it, is all that counts.
/// </summary>
internal static class CardOperationEndpoint
{
    public const string Path = "/card-operations";

    public static void MapCardOperations(this IEndpointRouteBuilder routes) => routes.Map(Path, AcceptAsync).AllowAnonymous();

    private static async Task AcceptAsync(HttpContext http, CardOperationRunner runner, TimeProvider clock)
    {
        if (!http.WebSockets.IsWebSocketRequest || http.Request.Headers.Origin.Count > 0)
        {
            // A page cannot do this: browsers always send Origin with a WebSocket, the card agent never does.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        try
        {
            var channel = await RemoteCardChannel.AcceptAsync(new WebSocketPipe(socket), new RemoteCardTimeouts(), clock, http.RequestAborted);
            var (outcome, message) = await OperateAsync(channel, runner, http.RequestAborted);
            await channel.DoneAsync(outcome, message, http.RequestAborted);
        }
        catch (Exception gone) when (gone is CardLinkLostException or CardProtocolException or OperationCanceledException)
        {
            // Nothing was begun, or the runner has recorded how far it came.
        }

        await CloseAsync(socket);
    }

    private static async Task<(OperationOutcome Outcome, string Message)> OperateAsync(RemoteCardChannel channel, CardOperationRunner runner, CancellationToken ct)
    {
        var redeemed = await runner.RedeemAsync(channel.Hello.Ticket, ct);
        if (redeemed.IsRefused(out var refusal, out var briefing))
        {
            return (OperationOutcome.Refused, Sentence(refusal));
        }

        if (channel.ChooseCard(briefing.Card?.Value) is not CardChoice.Chosen { Card: var card })
        {
            var missing = await runner.StopBeforeCardAsync(briefing, Missing(channel.ChooseCard(briefing.Card?.Value)), ct);
            return (OperationOutcome.Interrupted, Sentence(missing));
        }

        await channel.AnnounceAsync(
            new Operation(Operation.CurrentVersion, KindOf(briefing.Kind), briefing.InWords, briefing.HolderName, card.Reader, card.Serial, briefing.StepCount), ct);
        var done = await runner.RunAsync(briefing, channel, channel.StepAsync, ct);
        return done.Match(
            _ => (OperationOutcome.Completed, "The card is ready."),
            wrong => (OperationOutcome.Interrupted, Sentence(wrong)));
    }

    private static Refusal Missing(CardChoice choice) => choice switch
    {
        CardChoice.Several => SmartcardRefusals.SeveralCards,
        CardChoice.OtherCards => SmartcardRefusals.NotTheCard,
        _ => SmartcardRefusals.NoCardInReader,
    };

    private static string Sentence(Refusal refusal) => string.Join(' ', new[] { refusal.Message, refusal.Next }.Where(part => part is not null));

    private static OperationKind KindOf(CardOperationKind kind) => kind switch
    {
        CardOperationKind.Issue => OperationKind.Issue,
        CardOperationKind.IssueLocked => OperationKind.IssueLocked,
        _ => OperationKind.Unlock,
    };

    private static async Task CloseAsync(WebSocket socket)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The workstation left first.
        }
    }
}
