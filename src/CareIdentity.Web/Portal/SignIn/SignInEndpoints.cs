using CareIdentity.SignIn;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.SignIn;

/// <summary>What the sign-in page asks for while it talks to a card.</summary>
internal static class SignInEndpoints
{
    private const int MostCertificate = 8192;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/begin", BeginAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/sign-in/locked", LockedAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
        routes.MapPost("/sign-out", SignOutAsync).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    private static async Task<IResult> BeginAsync(HttpContext http, BeginSignIn begin) =>
        (await begin.ExecuteAsync(SessionCookies.Browser(http), http.RequestAborted)).Match(
            begun => Results.Json(new { nonce = begun.Nonce, expiresAt = begun.ExpiresAt }),
            refusal => Results.Problem(refusal.Message, statusCode: StatusCodes.Status422UnprocessableEntity, extensions: Code(refusal.Code)));

    /// <summary>The workstation saw the third wrong passcode: the register learns that the card is locked.</summary>
    private static async Task<IResult> LockedAsync(HttpContext http, ReportLocked report, [FromForm] string nonce, [FromForm] string certificate)
    {
        var bytes = new byte[MostCertificate];
        if (certificate.Length > MostCertificate || !Convert.TryFromBase64String(certificate, bytes, out var length))
        {
            return Results.BadRequest();
        }

        var outcome = await report.ExecuteAsync(
            new ReportLockedRequest { BrowserId = SessionCookies.Browser(http), Nonce = nonce, Certificate = bytes.AsMemory(0, length) }, http.RequestAborted);
        return outcome.Match(
            _ => Results.NoContent(),
            refusal => Results.Problem(refusal.Message, statusCode: StatusCodes.Status422UnprocessableEntity, extensions: Code(refusal.Code)));
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, SignOut signOut, CurrentSession current)
    {
        if (current.View is { } view)
        {
            await signOut.ExecuteAsync(view.Actor, http.RequestAborted);
        }

        SessionCookies.ClearSession(http);
        return Results.LocalRedirect("/sign-in/signed-out");
    }

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };
}
