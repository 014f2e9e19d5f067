using CareIdentity.Web.Portal.People;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Requests.Identity;

/// <summary>The photo: from a file, or from the camera and cropped where the browser can.</summary>
public sealed class PhotoModel(IdentityCases cases) : IdentityJourneyPage(cases)
{
    [BindProperty]
    public IFormFile? Upload { get; set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        return Answers.Documents.Count == 0 ? LocalRedirect(Address("documents")) : Page();
    }

    public async Task<IActionResult> OnGetPictureAsync() =>
        await FindAsync() is { } elsewhere ? elsewhere
        : Photo is { } photo ? File(photo.Content, photo.ContentType)
        : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Upload is null && Photo is not null)
        {
            return LocalRedirect(Address("duplicates"));
        }

        var read = await UploadedPhoto.ReadAsync(Upload, Aborted);
        if (read.IsRefused(out var refusal, out var photo))
        {
            ModelState.AddModelError(nameof(Upload), refusal.Message);
            return Page();
        }

        await Drafts.KeepPhotoAsync(Journey, Actor, photo, Aborted);
        await KeepAsync(Answers);
        return LocalRedirect(Address("duplicates"));
    }
}
