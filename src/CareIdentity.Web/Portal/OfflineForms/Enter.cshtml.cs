using CareIdentity.Kernel;
using CareIdentity.OfflineForms;
using CareIdentity.Requests;
using CareIdentity.Web.Portal.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace CareIdentity.Web.Portal.OfflineForms;

/// <summary>A form of an outage is entered: its date, who signed, what was done, and the paper as a picture.</summary>
public sealed class EnterModel(EnterOfflineForm enter, Authority authority) : PortalPage
{
    [BindProperty]
    public OfflineFormKind? Kind { get; set; }

    [BindProperty]
    public DateOnly? FormDate { get; set; }

    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Uuid { get; set; }

    [BindProperty]
    public string? SignedBy { get; set; }

    [BindProperty]
    public string? ApprovedBy { get; set; }

    [BindProperty]
    public string? Words { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    [BindProperty]
    public IFormFile? Scan { get; set; }

    public bool Allowed { get; private set; }

    public IReadOnlyList<SelectListItem> Kinds => [.. Enum.GetValues<OfflineFormKind>().Select(kind => new SelectListItem(OfflineFormWords.Kind(kind), kind.ToString(), kind == Kind)).Prepend(new SelectListItem("Select the form", ""))];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } refused)
        {
            return refused;
        }

        UserUuid? uuid = null;
        RequestReference? reference = null;
        ModelState.Remove(nameof(Kind));
        if (Kind is null)
        {
            ModelState.AddModelError(nameof(Kind), "Select the form");
        }

        if (!string.IsNullOrWhiteSpace(Uuid) && !UserUuid.TryParse(Uuid, out uuid))
        {
            ModelState.AddModelError(nameof(Uuid), "Enter a UUID of 12 digits, or leave it empty");
        }

        if (!string.IsNullOrWhiteSpace(Reference) && !RequestReference.TryParse(Reference, out reference))
        {
            ModelState.AddModelError(nameof(Reference), "Enter the reference of a request, such as R-7K3M-92QX, or leave it empty");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if ((await UploadedFile.ReadAsync(Scan, Aborted)).IsRefused(out var unreadable, out var picture))
        {
            return await RefuseAsync(unreadable, nameof(Scan));
        }

        var outcome = await enter.ExecuteAsync(
            new EnterOfflineFormRequest
            {
                Kind = Kind!.Value,
                FormDate = FormDate,
                About = About ?? "",
                Uuid = uuid,
                SignedBy = SignedBy ?? "",
                ApprovedBy = ApprovedBy ?? "",
                Words = Words ?? "",
                Reference = reference,
                Scan = picture,
            },
            Actor,
            Aborted);
        if (outcome.IsRefused(out var refusal, out var form))
        {
            return await RefuseAsync(refusal, refusal.Field);
        }

        Say("The form is on record as a late entry. What it says is done with the usual pages, if it is not yet.");
        return LocalRedirect($"/offline-forms/{form}");
    }

    private async Task<IActionResult?> FindAsync()
    {
        if (await authority.CheckAsync(Actor, RaFunction.EnterOfflineForm, Aborted) is { } refusal)
        {
            return await RefusePageAsync(refusal);
        }

        Allowed = true;
        return null;
    }
}
