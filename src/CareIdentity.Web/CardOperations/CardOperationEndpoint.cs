using System.Net.WebSockets;
using CareIdentity.Cards.Workstation;
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

    private static async Task AcceptAsync(HttpContext http, CardOperationConversation conversation)
    {
        if (!http.WebSockets.IsWebSocketRequest || http.Request.Headers.Origin.Count > 0)
        {
            // A page cannot do this: browsers always send Origin with a WebSocket, the card agent never does.
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        await conversation.RunAsync(new WebSocketPipe(socket), http.RequestAborted);
        await CloseAsync(socket);
    }

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
