using CareIdentity.Kernel;
using CareIdentity.Web.Nhs;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CareIdentity.Web.Portal;

/// <summary>
/// The one base of the portal's pages: who acts, and how a refusal is shown. A refusal is drawn by the layout above the page, which keeps
/// what was typed.
/// </summary>
public abstract class PortalPage : PageModel
{
    public const string RefusalKey = "Refusal";
    public const string DoneKey = "Done";
    public const string AloneKey = "RefusalAlone";

    public CurrentSession Session => HttpContext.RequestServices.GetRequiredService<CurrentSession>();

    public Actor Actor => Session.Required.Actor;

    public DateOnly Today => Clock.Today();

    public TimeZoneInfo Zone => ClockDates.London;

    protected TimeProvider Clock => HttpContext.RequestServices.GetRequiredService<TimeProvider>();

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>Shows this page again with the refusal on top; beside its field where it names one of the form's.</summary>
    protected async Task<IActionResult> RefuseAsync(Refusal refusal, string? field = null)
    {
        await ShowAsync(refusal, field);
        return Page();
    }

    /// <summary>Shows the refusal and nothing else: a form that this person cannot send only misleads.</summary>
    protected async Task<IActionResult> RefusePageAsync(Refusal refusal)
    {
        await ShowAsync(refusal);
        ViewData[AloneKey] = true;
        return Page();
    }

    protected async Task ShowAsync(Refusal refusal, string? field = null)
    {
        Response.StatusCode = StatusOf(refusal);
        if (field is not null)
        {
            ModelState.AddModelError(field, refusal.Message);
            return;
        }

        var views = HttpContext.RequestServices.GetRequiredService<RefusalViews>();
        ViewData[RefusalKey] = await views.OfAsync(refusal, Session.View?.Actor.Organisation, Session.View?.Actor.ProfileId, Aborted);
    }

    /// <summary>Said once at the top of the next page.</summary>
    protected void Say(string done) => TempData[DoneKey] = done;

    /// <summary>The same page of the profile under which a person goes on, where the address names one that was merged; else null.</summary>
    protected IActionResult? MergedElsewhere(UserUuid asked, UserUuid found)
    {
        if (asked == found)
        {
            return null;
        }

        var rest = Request.Path.ToUriComponent().Split('/', 4) is [_, _, _, var tail] ? "/" + tail : "";
        Say($"The profile {asked.Spoken} was merged into this one: both numbers are the same person.");
        return LocalRedirect($"/people/{found}{rest}{Request.QueryString}");
    }

    private static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        "access.not-allowed" or "access.out-of-scope" or "access.not-trained" or "access.not-appointed" or "access.not-agreed" or "access.role-suspended" => StatusCodes.Status403Forbidden,
        "changed-by-someone-else" => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
