using CareIdentity.Kernel;
using CareIdentity.Requests;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Reads what a form brought, no more than may be attached.</summary>
internal static class UploadedFile
{
    public static async Task<Outcome<AttachmentContent>> ReadAsync(IFormFile? upload, CancellationToken ct)
    {
        if (upload is null || upload.Length > AttachmentContent.MaxBytes)
        {
            return upload is null ? RequestRefusals.AttachmentMissing : RequestRefusals.AttachmentTooLarge;
        }

        using var bytes = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(bytes, ct);
        return AttachmentContent.Read(bytes.ToArray());
    }
}
