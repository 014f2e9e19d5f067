using CareIdentity.Web.Hosting;
using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace CareIdentity.Web.Portal.Gallery;

/// <summary>A page of the gallery: it does not exist in a live service, and its people do not exist at all.</summary>
[AllowAnonymous]
public abstract class GalleryPage : PageModel
{
    /// <summary>The day the examples were written for, so that pictures of them stay the same.</summary>
    protected static DateOnly Today { get; } = new(2026, 11, 22);

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var services = context.HttpContext.RequestServices;
        var isShown = services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            || services.GetRequiredService<IOptions<ServiceOptions>>().Value.Training;
        if (!isShown)
        {
            context.Result = NotFound();
            return;
        }

        var shell = services.GetRequiredService<Shell>();
        shell.Account = new AccountView("Asha Patel", "RA Agent, Dorset RA");
        shell.Navigation =
        [
            new("Home", "/"), new("People", "/people"), new("Organisations", "/organisations"),
            new("Requests", "/requests"), new("Positions", "/positions"), new("Gallery", "/gallery"),
        ];
        base.OnPageHandlerExecuting(context);
    }
}
