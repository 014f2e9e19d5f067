using CareIdentity.OfflineForms;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.OfflineForms;

/// <summary>One blank form, on one page of paper.</summary>
public sealed class PrintModel : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string Form { get; set; } = "";

    public OfflineFormKind Kind { get; private set; }

    public IActionResult OnGet()
    {
        if (!Enum.TryParse<OfflineFormKind>(Form, ignoreCase: true, out var kind) || !Enum.IsDefined(kind) || int.TryParse(Form, out _))
        {
            return NotFound();
        }

        Kind = kind;
        return Page();
    }
}
