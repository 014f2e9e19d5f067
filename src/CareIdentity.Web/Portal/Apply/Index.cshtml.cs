using Microsoft.AspNetCore.Authorization;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>Nothing is open in this browser: how to go on.</summary>
[AllowAnonymous]
public sealed class IndexModel : PortalPage
{
    public void OnGet()
    {
    }
}
