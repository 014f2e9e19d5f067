using CareIdentity.Applications;
using CareIdentity.Kernel;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>
/// A page of somebody who has no account: one question each. The browser that the code was typed into has the application open; nothing in
/// an address says which one it is.
/// </summary>
[AllowAnonymous]
public abstract class ApplicantPage(ApplicantDesk desk) : PortalPage
{
    public ApplicantView Mine { get; private set; } = null!;

    protected ApplicantDesk Desk => desk;

    protected string? Token => SessionCookies.Applicant(Request);

    /// <summary>Who applies is known by the verb, not by the session.</summary>
    protected static Actor Applicant => Actor.Service;

    /// <summary>Away where nothing is open, and to the list where it is not the applicant's turn; slower where answers come as no person gives them.</summary>
    protected async Task<IActionResult?> FindAsync()
    {
        if (await desk.FindAsync(Token, Aborted) is not { } mine)
        {
            return LocalRedirect("/apply");
        }

        Mine = mine;
        if (!mine.IsWithApplicant)
        {
            return LocalRedirect(ApplicantLinks.List);
        }

        return HttpMethods.IsPost(Request.Method) && !HttpContext.RequestServices.GetRequiredService<ApplicantPace>().MayAnswer(mine.Id) ? await TooFastAsync() : null;
    }

    private async Task<IActionResult> TooFastAsync()
    {
        var slower = await RefusePageAsync(ApplicationRefusals.AnsweringTooFast);
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        return slower;
    }

    /// <summary>Keeps the answer and goes to the first question without one.</summary>
    protected async Task<IActionResult> KeepAsync(ApplicantAnswers answers) =>
        await desk.KeepAsync(Token, answers, Aborted) is { } refusal ? await RefuseAsync(refusal) : LocalRedirect(ApplicantLinks.Of(ApplicantSteps.Next(answers, Mine.Pictures)));

    protected void Wrong(bool isWrong, string field, string words)
    {
        if (isWrong)
        {
            ModelState.AddModelError(field, words);
        }
    }

    protected static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
