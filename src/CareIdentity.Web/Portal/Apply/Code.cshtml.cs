using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>The code from the message; then this browser has the application open.</summary>
[AllowAnonymous]
public sealed class CodeModel(OpenApplication open, ApplicantDesk desk, ApplicantPace pace) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Link { get; set; } = "";

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        var outcome = await open.ExecuteAsync(new OpenApplicationRequest { Link = Link, Code = Code ?? "" }, Actor.Service, Aborted);
        if (outcome.IsRefused(out var refusal, out var token))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        SessionCookies.SetApplicant(HttpContext, token, Clock.GetUtcNow() + OpenApplication.Open);
        return LocalRedirect(ApplicantLinks.List);
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!pace.MayTry(HttpContext))
        {
            var slower = await RefusePageAsync(ApplicationRefusals.TooFast);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return slower;
        }

        return await desk.InvitationAsync(Link, Aborted) is null ? await NoSuchLinkAsync() : null;
    }

    private async Task<IActionResult> NoSuchLinkAsync()
    {
        var over = await RefusePageAsync(ApplicationRefusals.LinkOver);
        Response.StatusCode = StatusCodes.Status404NotFound;
        return over;
    }
}
