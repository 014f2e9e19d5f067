using CareIdentity.Applications;
using CareIdentity.People;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CareIdentity.Web.Portal.Apply;

/// <summary>A picture of the face, of a document, or of what shows how a name changed. Looked at by its octets and written anew.</summary>
[AllowAnonymous]
public sealed class PictureModel(ApplicantDesk desk) : ApplicantPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public PictureSlot Slot { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public bool HasPicture => Mine.Pictures.Contains(Slot);

    public string Question => Slot switch
    {
        PictureSlot.Face => "Take a photo of your face",
        PictureSlot.Name => "Take a picture that shows how your name changed",
        _ => $"Take a picture of your {Document?.Name ?? "document"}",
    };

    private DocumentKind? Document => Mine.Answers.Documents.ElementAtOrDefault(Slot - PictureSlot.Document1)?.KindOf;

    public async Task<IActionResult> OnGetAsync() => await FindSlotAsync() ?? Page();

    public async Task<IActionResult> OnGetShowAsync() => await Desk.PictureAsync(Token, Slot, Aborted) is { } picture ? File(picture.Content, picture.ContentType) : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindSlotAsync() is { } elsewhere)
        {
            return elsewhere;
        }

        if (Upload is null && HasPicture)
        {
            return LocalRedirect(ApplicantLinks.Of(Mine.Next));
        }

        var refusal = Upload is null ? ApplicationRefusals.PictureMissing
            : Upload.Length > Photo.MaxBytes ? ApplicationRefusals.PictureNotAccepted
            : await Desk.KeepPictureAsync(Token, Slot, await BytesAsync(Upload), Aborted);
        return refusal is not null
            ? await RefuseAsync(refusal, refusal.Field)
            : LocalRedirect(ApplicantLinks.Of(ApplicantSteps.Next(Mine.Answers, Mine.Pictures.Append(Slot).ToHashSet())));
    }

    private async Task<byte[]> BytesAsync(IFormFile upload)
    {
        using var bytes = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(bytes, Aborted);
        return bytes.ToArray();
    }

    /// <summary>Only pictures that this application asks for.</summary>
    private async Task<IActionResult?> FindSlotAsync() =>
        await FindAsync() ?? (ModelState.IsValid && ApplicantSteps.Of(Mine.Answers).Any(step => ApplicantSteps.SlotOf(step) == Slot) ? null : NotFound());
}
