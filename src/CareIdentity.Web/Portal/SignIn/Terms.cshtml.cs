using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.SignIn;

/// <summary>The terms in force, accepted by the holder before anything else.</summary>
[BeforeRole]
public sealed class TermsModel(AcceptTerms accept, RaPolicy policy) : PortalPage
{
    [BindProperty]
    public bool Accepted { get; set; }

    public string Version => policy.TermsVersion;

    public IActionResult OnGet() => Session.Required.TermsAccepted ? LocalRedirect("/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Accepted)
        {
            ModelState.AddModelError(nameof(Accepted), "Tick the box to say that you accept the terms");
            return Page();
        }

        var outcome = await accept.ExecuteAsync(Actor, Aborted);
        return outcome.IsRefused(out var refusal, out _) ? await RefuseAsync(refusal) : LocalRedirect("/");
    }
}
