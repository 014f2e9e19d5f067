using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.SignIn;

/// <summary>
/// A Web eID authentication token, format <c>web-eid:1.0</c>, read strictly: bounded, no member twice, canonical base64. What it
/// says is not believed until <see cref="CardProof"/> and the register have spoken; the certificate is called unverified for that reason.
/// </summary>
internal sealed record WebEidToken(ParsedCertificate UnverifiedCertificate, string Algorithm, byte[] Signature)
{
    /// <summary>As the reference validators: longer is refused unread.</summary>
    private const int MostCharacters = 10_000;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        MaxDepth = 4,
    };

    public static bool TryParse(string? text, [NotNullWhen(true)] out WebEidToken? token)
    {
        token = null;
        if (text is null or { Length: 0 or > MostCharacters })
        {
            return false;
        }

        try
        {
            var wire = JsonSerializer.Deserialize<Wire>(text, Strict);
            if (wire is { UnverifiedCertificate: { } certificate, Algorithm: { } algorithm, Signature: { } signature } && IsKnownFormat(wire.Format))
            {
                token = new WebEidToken(ParsedCertificate.Parse(Convert.FromBase64String(certificate)), algorithm, Convert.FromBase64String(signature));
            }
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException or PkiFormatException)
        {
            return false;
        }

        return token is not null;
    }

    /// <summary>Web eID: minor versions of one major version are read alike.</summary>
    private static bool IsKnownFormat(string? format) =>
        format is "web-eid:1" || (format is { Length: <= 20 } && format.StartsWith("web-eid:1.", StringComparison.Ordinal) && format[10..].All(char.IsAsciiDigit));

    private sealed record Wire(string? UnverifiedCertificate, string? Algorithm, string? Signature, string? Format);
}
