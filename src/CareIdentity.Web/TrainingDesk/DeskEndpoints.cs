using System.Net.WebSockets;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.WebEid;
using CareIdentity.Web.CardOperations;
using CareIdentity.Web.Hosting;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.TrainingDesk;

/// <summary>
/// The desk's own little site, on the other loopback name than the page: another origin, so that no script of a page reads its window and
/// no cookie of the portal reaches it. Exists in training only and answers over loopback only.
/// </summary>
internal static class DeskEndpoints
{
    public const string Base = "/training-desk";
    private const string Header = "X-Training-Desk";

    public static void MapTrainingDesk(this IEndpointRouteBuilder routes)
    {
        var desk = routes.MapGroup(Base).AllowAnonymous().AddEndpointFilter(OwnScriptsOnlyAsync).WithMetadata(new DisableAntiforgery());
        desk.MapGet("/state", StateAsync);
        desk.MapPost("/insert", (Desk d, InsertBody body) => Did(() => d.Insert(body.Serial, body.Reader)));
        desk.MapPost("/remove", (Desk d, RemoveBody body) => Did(() => d.Remove(body.Reader)));
        desk.MapPost("/answer", (Desk d, AnswerBody body) => d.Window.Answer(body.Id, new DeskAnswer(body.First, body.Second)) ? Results.NoContent() : Results.Conflict());
        desk.MapPost("/stop", (Desk d, StopBody body) => d.Window.Answer(body.Id, null) ? Results.NoContent() : Results.Conflict());
        desk.MapPost("/sign-in", SignInAsync);
        desk.MapPost("/operate", OperateAsync);
    }

    /// <summary>The origin of the desk for a page that was opened at this address; null where there is none.</summary>
    public static Uri? FrameFor(HttpRequest request)
    {
        var other = request.Host.Host switch
        {
            "localhost" => "127.0.0.1",
            "127.0.0.1" => "localhost",
            _ => null,
        };
        return other is null ? null : new UriBuilder(request.Scheme, other, request.Host.Port ?? -1, Base).Uri;
    }

    /// <summary>A page of another origin can neither set the header nor be same-origin; a rebound name is not loopback.</summary>
    private static async ValueTask<object?> OwnScriptsOnlyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return ServiceOrigin.IsLoopback(request.Host.Host)
            && request.Headers[Header] == "1"
            && request.Headers["Sec-Fetch-Site"].ToString() is "same-origin" or ""
            ? await next(context)
            : Results.NotFound();
    }

    private static async Task<IResult> StateAsync(Desk desk, HttpContext http, int seen = -1) => Results.Json(await desk.StateAsync(seen, http.RequestAborted));

    private static async Task<IResult> SignInAsync(Desk desk, HttpContext http, SignInBody body)
    {
        if (!IsThisService(body.Origin, http.Request))
        {
            return Results.BadRequest();
        }

        var outcome = await desk.SignInAsync(body.Origin, body.Nonce, http.RequestAborted);
        return Results.Json(outcome switch
        {
            WebEidOutcome.Token token => new SignInAnswer("token") { Token = token.Value.ToJson() },
            WebEidOutcome.WrongPasscode wrong => new SignInAnswer("wrong-passcode") { TriesLeft = wrong.TriesLeft },
            WebEidOutcome.CardLocked locked => new SignInAnswer("locked") { Certificate = locked.Certificate is { } der ? Convert.ToBase64String(der) : null },
            WebEidOutcome.Stopped stopped => new SignInAnswer("stopped") { Reason = stopped.Reason },
            WebEidOutcome.CardError error => new SignInAnswer("card-error") { Reason = error.Reason },
            _ => new SignInAnswer("no-card"),
        });
    }

    private static async Task<IResult> OperateAsync(Desk desk, HttpContext http, OperateBody body)
    {
        if (!IsThisService(body.Origin, http.Request))
        {
            return Results.BadRequest();
        }

        using var socket = new ClientWebSocket();
        var address = new UriBuilder(body.Origin) { Scheme = body.Origin.StartsWith("https:", StringComparison.Ordinal) ? "wss" : "ws", Path = CardOperationEndpoint.Path }.Uri;
        await socket.ConnectAsync(address, http.RequestAborted);
        var outcome = await desk.OperateAsync(body.Origin, body.Ticket, new WebSocketPipe(socket), http.RequestAborted);
        return Results.Json(new { outcome = outcome.Outcome.ToString(), message = outcome.Message });
    }

    /// <summary>The desk serves the service that it belongs to, under either of its loopback names.</summary>
    private static bool IsThisService(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var page)
        && page.GetLeftPart(UriPartial.Authority) == origin
        && page.Scheme == request.Scheme
        && ServiceOrigin.IsLoopback(page.Host)
        && page.Port == (request.Host.Port ?? page.Port);

    private static IResult Did(Action act)
    {
        act();
        return Results.NoContent();
    }

    internal sealed record InsertBody(string Serial, string Reader);

    internal sealed record RemoveBody(string Reader);

    /// <summary>Characters, not strings: what was typed can be zeroed.</summary>
    internal sealed record AnswerBody(int Id, char[] First, char[] Second);

    internal sealed record StopBody(int Id);

    internal sealed record SignInBody(string Origin, string Nonce);

    internal sealed record OperateBody(string Origin, string Ticket);

    private sealed record SignInAnswer(string Outcome)
    {
        public string? Token { get; init; }

        public int? TriesLeft { get; init; }

        public string? Certificate { get; init; }

        public string? Reason { get; init; }
    }

    private sealed class DisableAntiforgery : IAntiforgeryMetadata
    {
        public bool RequiresValidation => false;
    }
}
