using System.Text.Json;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>
/// A Web eID authentication token, format 1.0 (Web eID system architecture, "Token format"). The certificate is what somebody sent: nothing
/// about it is trusted until its chain is.
/// </summary>
/// <param name="UnverifiedCertificate">DER.</param>
/// <param name="Signature">As in a JWS: <c>r ‖ s</c> for ES* (RFC 7518 §3.4).</param>
/// <param name="AppVersion">The URL that names the program and its version; for diagnosis only.</param>
public sealed record WebEidToken(ReadOnlyMemory<byte> UnverifiedCertificate, WebEidAlgorithm Algorithm, ReadOnlyMemory<byte> Signature, string AppVersion)
{
    public const string Format = "web-eid:1.0";

    /// <summary>The bounds of the reference validators.</summary>
    public const int MinLength = 100;
    public const int MaxLength = 10_000;

    private const int MaxAppVersion = 255;

    /// <summary>Reads a token; null where the text is not exactly one. Nothing is decided here about who signed.</summary>
    public static WebEidToken? Find(string? json)
    {
        if (json is not { Length: >= MinLength and <= MaxLength })
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(json, WebEidJson.Default.WebEidTokenMembers) is { Format: Format } members ? Checked(members) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string ToJson() => JsonSerializer.Serialize(
        new WebEidTokenMembers(
            Convert.ToBase64String(UnverifiedCertificate.Span), Algorithm.ToString(), Convert.ToBase64String(Signature.Span), Format, AppVersion),
        WebEidJson.Default.WebEidTokenMembers);

    private static WebEidToken? Checked(WebEidTokenMembers members) =>
        WebEidAlgorithms.Find(members.Algorithm) is { } algorithm
        && FromBase64(members.UnverifiedCertificate) is { Length: > 0 } certificate
        && FromBase64(members.Signature) is { Length: > 0 } signature
        && members.AppVersion.Length <= MaxAppVersion
        && Uri.TryCreate(members.AppVersion, UriKind.Absolute, out var version) && version.Scheme == Uri.UriSchemeHttps
            ? new WebEidToken(certificate, algorithm, signature, members.AppVersion)
            : null;

    /// <summary>Base64 in one way only (RFC 4648 §3.2, §3.3, §3.5): padded, no white space, no other spelling of the same bytes.</summary>
    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text
            ? bytes[..length]
            : null;
    }
}
