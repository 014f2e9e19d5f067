using CareIdentity.Kernel;

namespace CareIdentity.People;

/// <summary>A checked picture without metadata.</summary>
public sealed record Photo
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private Photo(byte[] content, string contentType) => (Content, ContentType) = (content, contentType);

    public byte[] Content { get; }

    public string ContentType { get; }

    /// <summary>Takes JPEG or PNG by its own bytes (never by its name), of a usable size; drops every segment or chunk that is not picture.</summary>
    public static Outcome<Photo> Read(ReadOnlySpan<byte> uploaded)
    {
        if (uploaded.Length is 0)
        {
            return ProfileRefusals.PhotoMissing;
        }

        if (uploaded.Length > MaxBytes)
        {
            return ProfileRefusals.PhotoNotAccepted;
        }

        var stripped = PictureBytes.Strip(uploaded, out var contentType, out var width, out var height);
        return stripped is null || width < 200 || height < 250 || width > 8000 || height > 8000
            ? ProfileRefusals.PhotoNotAccepted
            : new Photo(stripped, contentType);
    }
}
