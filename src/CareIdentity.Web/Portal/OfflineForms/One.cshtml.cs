using CareIdentity.OfflineForms;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.OfflineForms;

/// <summary>One form that was entered, with the paper.</summary>
public sealed class OneModel(OfflineFormQueries forms) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public OfflineFormView Entered { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await forms.FindAsync(Id, Actor, Aborted) is not { } form)
        {
            return NotFound();
        }

        Entered = form;
        return Page();
    }

    /// <summary>Saved under a name, never shown by the browser as a page of ours.</summary>
    public async Task<IActionResult> OnGetScanAsync() =>
        await forms.PictureAsync(Id, Actor, Aborted) is { } picture ? File(picture.Content, picture.ContentType, picture.Name) : NotFound();
}
