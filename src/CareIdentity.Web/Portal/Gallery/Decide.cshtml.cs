using CareIdentity.Web.Nhs;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Gallery;

public sealed class DecideModel : GalleryPage
{
    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<ChangeView> Changes { get; } =
    [
        new("Dispense electronic prescriptions", null, "Yes", ChangeEffect.Gain) { Why = "Dispensing Pharmacist → Hilltop Pharmacy → R8003 → B0570" },
        new("See the Summary Care Record", null, "Yes", ChangeEffect.Gain) { Why = "Dispensing Pharmacist → Hilltop Pharmacy → R8003 → B0264" },
        new("Order stock", "Yes", null, ChangeEffect.Loss) { Why = "Only the position Counter Assistant gives it" },
        new("Works at", "Quayside Surgery", "Quayside Surgery and Hilltop Pharmacy", ChangeEffect.Changed),
        new("Smartcard", "1809 4432 1187", "1809 4432 1187", ChangeEffect.Same),
    ];

    public IActionResult OnPost(string decision)
    {
        if (decision is "reject" && string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "Enter a reason for rejecting this request");
        }

        return Page();
    }
}
