using CareIdentity.Kernel;
using CareIdentity.SignIn;
using CareIdentity.Web.Hosting;
using CareIdentity.Web.Sessions;
using CareIdentity.Web.TrainingDesk;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.SignIn;

/// <summary>Where the token of a card becomes a session.</summary>
[AllowAnonymous]
public sealed class IndexModel(SignInWithCard signIn, ServiceOrigin origin, TrainingHint training) : PortalPage
{
    /// <summary>Where to go afterwards: a path of this site, nothing else.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    [BindProperty]
    public string? AuthToken { get; set; }

    [BindProperty]
    public string? Nonce { get; set; }

    public TrainingHint? Training => training.IsOffered ? training : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (Session.IsSignedIn)
        {
            return LocalRedirect(Next(Session.Required.TermsAccepted, Session.Required.RoleSelected));
        }

        if (Session.Ended is { } ended && ended.Code != SignInRefusals.NoSession.Code)
        {
            await ShowAsync(ended);
            Response.StatusCode = StatusCodes.Status200OK;
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var outcome = await signIn.ExecuteAsync(
            new SignInWithCardRequest
            {
                BrowserId = SessionCookies.Browser(HttpContext),
                Nonce = Nonce ?? "",
                AuthToken = AuthToken ?? "",
                Origin = origin.Of(Request),
                CorrelationId = HttpContext.TraceIdentifier,
            },
            Aborted);
        if (outcome.IsRefused(out var refusal, out var signedIn))
        {
            return await RefuseAsync(refusal);
        }

        SessionCookies.SetSession(HttpContext, signedIn.Token, signedIn.EndsAt);
        return LocalRedirect(Next(termsAccepted: true, signedIn.Roles.All.Count == 1));
    }

    private string Next(bool termsAccepted, bool roleSelected) =>
        !termsAccepted ? "/sign-in/terms" : !roleSelected ? Url.Page("/SignIn/Role", new { Return }) ?? "/sign-in/role" : Url.IsLocalUrl(Return) ? Return! : "/";
}
