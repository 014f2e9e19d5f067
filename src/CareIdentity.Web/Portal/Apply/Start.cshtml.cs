using CareIdentity.Applications;
using CareIdentity.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>What the link in a message opens. It only shows who invited; a mail program that follows links for its owner changes nothing.</summary>
[AllowAnonymous]
public sealed class StartModel(ApplicantDesk desk, ApplicantCodes codes, ApplicantPace pace) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Link { get; set; } = "";

    public InvitationView? Invitation { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        return await codes.SendAsync(Link, Aborted) is { } refusal ? await RefuseAsync(refusal) : LocalRedirect($"/apply/{Link}/code");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (!pace.MayTry(HttpContext))
        {
            var slower = await RefusePageAsync(ApplicationRefusals.TooFast);
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return slower;
        }

        Invitation = await desk.InvitationAsync(Link, Aborted);
        return Invitation is null ? await NoSuchLinkAsync() : null;
    }

    private async Task<IActionResult> NoSuchLinkAsync()
    {
        var over = await RefusePageAsync(ApplicationRefusals.LinkOver);
        Response.StatusCode = StatusCodes.Status404NotFound;
        return over;
    }
}
