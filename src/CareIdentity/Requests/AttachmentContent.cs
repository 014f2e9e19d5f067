using System.Security.Cryptography;
using System.Text;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Requests;

/// <summary>
/// What may be attached: a JPEG, a PNG or plain text, by its own bytes and never by its name. Each is written anew, so that nothing hidden
/// in it is kept; what cannot be written anew (PDF, office documents, web pages with their scripts) is refused.
/// </summary>
public sealed record AttachmentContent
{
    public const int MaxBytes = 5 * 1024 * 1024;

    private const int MostPixels = 12_000;
    private const int MostName = 100;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private AttachmentContent(byte[] bytes, string contentType, string ending) => (Bytes, ContentType, Ending) = (bytes, contentType, ending);

    public byte[] Bytes { get; }

    public string ContentType { get; }

    /// <summary>Of the file's name: what it is, whatever it was called.</summary>
    public string Ending { get; }

    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Bytes));

    public static Outcome<AttachmentContent> Read(ReadOnlySpan<byte> uploaded)
    {
        if (uploaded.Length is 0 or > MaxBytes)
        {
            return uploaded.Length == 0 ? RequestRefusals.AttachmentMissing : RequestRefusals.AttachmentTooLarge;
        }

        if (PictureBytes.Strip(uploaded, out var contentType, out var width, out var height) is { } picture)
        {
            return width is > 0 and <= MostPixels && height is > 0 and <= MostPixels
                ? new AttachmentContent(picture, contentType, contentType == "image/png" ? ".png" : ".jpg")
                : RequestRefusals.AttachmentKind;
        }

        return Text(uploaded) is { } text ? new AttachmentContent(Strict.GetBytes(text), "text/plain", ".txt") : RequestRefusals.AttachmentKind;
    }

    /// <summary>The name without path and ending, in letters that no file system and no header takes for anything else, with the right ending.</summary>
    public string NameFor(string uploaded)
    {
        var name = uploaded[(uploaded.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = name.LastIndexOf('.');
        var kept = string.Concat((dot > 0 ? name[..dot] : name).Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Trim();
        return (kept.Length == 0 ? "Attachment" : kept.Length > MostName ? kept[..MostName] : kept) + Ending;
    }

    /// <summary>Null where it is no text: not UTF-8, with control characters, or made for a browser or another program to run.</summary>
    private static string? Text(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        var start = text.AsSpan().TrimStart();
        var runs = start.StartsWith("<") || start.StartsWith("%PDF") || start.StartsWith("{\\rtf") || start.StartsWith("#!");
        return runs || text.Length == 0 || text.Any(c => char.IsControl(c) && c is not ('\r' or '\n' or '\t')) ? null : text;
    }
}
