using CareIdentity.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CareIdentity.Web.Portal.TrainingDesk;

/// <summary>The desk's own window: framed beside the page, on another origin than the page's.</summary>
[AllowAnonymous]
public sealed class IndexModel(HostSettings settings) : PageModel
{
    public IActionResult OnGet() => settings.Mode is ServiceMode.Training ? Page() : NotFound();
}
