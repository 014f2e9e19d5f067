using CareIdentity.Web.Hosting;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Portal.Errors;

/// <summary>Shown in place of a page that could not be shown; asked for by its own address it does not exist.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken] // It changes nothing, and stands in for the very request whose token was wrong.
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class IndexModel(IOptions<ServiceOptions> service, Shell shell) : PageModel
{
    public string Heading { get; private set; } = string.Empty;

    public string Why { get; private set; } = string.Empty;

    public string Next { get; private set; } = string.Empty;

    public string? Reference { get; private set; }

    public string Help => string.Join(", ", new[] { service.Value.HelpText, service.Value.HelpPhone, service.Value.HelpEmail }.Where(h => !string.IsNullOrEmpty(h)));

    public IReadOnlyList<KeyValuePair<string, string>> Typed { get; private set; } = [];

    public IActionResult OnGet() => Show();

    public IActionResult OnPost() => Show();

    /// <summary>The status is the address's own: of a form that cannot be read nothing would be bound, and none of its fields may name another.</summary>
    private IActionResult Show()
    {
        var status = int.Parse((string)RouteData.Values["status"]!, System.Globalization.CultureInfo.InvariantCulture);
        if (!ErrorPages.IsReExecuted(HttpContext))
        {
            return NotFound();
        }

        Response.StatusCode = status;
        ModelState.Clear();
        shell.Done = null;
        (Heading, Why, Next) = Words(status);
        if (status >= 500)
        {
            Reference = ErrorPages.Reference(HttpContext);
            Typed = TypedFields.Of(Request);
        }

        return Page();
    }

    private static (string Heading, string Why, string Next) Words(int status) => status switch
    {
        401 => ("Sign in to see this page", "This page is for people who are signed in.", "Sign in, then open the page again."),
        403 => ("You cannot see this page in this role", "The role you are signed in with does not include what this page does.", "If you have another role that does, change to it at the top of the page. If you need this for your work, ask your sponsor."),
        404 => ("Page not found", "There is nothing at this address, or it is not in your organisation.", "Check the address, or find the person, organisation or request with the search."),
        400 => ("This page was open for too long", "The form you sent no longer matches your session.", "Go back, reload the page, and send it again."),
        409 => ("Somebody else changed this at the same time", "What you saw is no longer how it is.", "Go back and reload the page to see the change."),
        413 => ("The file is too large", "The service takes files up to a size that its operator sets.", "Go back and choose a smaller file, or split it."),
        429 => ("Too many tries", "To protect people's accounts, the service waits after many tries.", "Wait a few minutes, then try again."),
        503 => ("The service is not available", "It is being looked after, or cannot reach something it needs.", "Try again in a few minutes. Signing in to other applications may still work."),
        >= 500 => ("Sorry, there is a problem with the service", "Something went wrong on our side. What you asked for was not done.", "Try again in a few minutes."),
        _ => ("This could not be done", "The service did not understand the request.", "Go back and try again."),
    };
}
