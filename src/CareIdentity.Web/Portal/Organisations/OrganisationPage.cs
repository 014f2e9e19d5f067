using CareIdentity.Kernel;
using CareIdentity.Organisations;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Organisations;

/// <summary>A page of one organisation: finds it, and asks whether the reader may.</summary>
public abstract class OrganisationPage(OrganisationQueries organisations, Authority authority) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    public OrganisationView Organisation { get; private set; } = null!;

    /// <summary>Which of the tabs this page is.</summary>
    public abstract string Tab { get; }

    public bool IsRa => Organisation.Kind is OrganisationKind.RegistrationAuthority;

    protected Authority Authority => authority;

    /// <summary>Null where the page may be shown; a function left out is everybody's.</summary>
    protected async Task<IActionResult?> FindAsync(RaFunction? function = null)
    {
        if (!OdsCode.TryParse(Code, out var code) || await organisations.FindAsync(code, Aborted) is not { } organisation)
        {
            return NotFound();
        }

        Organisation = organisation;
        return function is { } asked && await authority.CheckAsync(Actor, asked, code, Aborted) is { } refusal ? await RefusePageAsync(refusal) : null;
    }

    protected LocalRedirectResult Told(string done, string page = "")
    {
        Say(done);
        return LocalRedirect($"/organisations/{Organisation.Code}{page}");
    }
}
