using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Web.Portal.People;

/// <summary>The photo of a form: its size is looked at before its octets are.</summary>
internal static class UploadedPhoto
{
    public static async Task<Outcome<Photo>> ReadAsync(IFormFile? upload, CancellationToken ct)
    {
        if (upload is null)
        {
            return ProfileRefusals.PhotoMissing;
        }

        if (upload.Length > Photo.MaxBytes)
        {
            return ProfileRefusals.PhotoNotAccepted;
        }

        using var bytes = new MemoryStream((int)upload.Length);
        await upload.CopyToAsync(bytes, ct);
        return Photo.Read(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }
}
