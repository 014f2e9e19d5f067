using System.Text.Json;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Jose;

/// <summary>Checks a JSON Web Signature in its compact form (RFC 7515 §3.1, §5.2) under a key that decides the algorithm.</summary>
public static class JsonWebSignature
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>The payload; null where the signature is not this key's, in whatever way.</summary>
    public static byte[]? Verify(string compact, JsonWebKey key) => Verify(compact, [key]);

    /// <summary>Under the key of a set that the header names.</summary>
    public static byte[]? Verify(string compact, IReadOnlyList<JsonWebKey> keys)
    {
        if (compact.Split('.') is not [var header, var payload, var signature])
        {
            return null;
        }

        try
        {
            var said = Base64UrlText.Decode(payload);
            return Find(Base64UrlText.Decode(header), keys) is { } key && key.Algorithm.Verify(key.Key, System.Text.Encoding.ASCII.GetBytes($"{header}.{payload}"), Base64UrlText.Decode(signature))
                ? said
                : null;
        }
        catch (Exception malformed) when (malformed is PkiFormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonWebKey? Find(byte[] header, IReadOnlyList<JsonWebKey> keys)
    {
        using var document = JsonDocument.Parse(header, Strict);
        var root = document.RootElement;
        // §4.1.11: what must be understood and is not. There is no extension that is understood here.
        if (root.TryGetProperty("crit", out _) || !root.TryGetProperty("alg", out var algorithm))
        {
            return null;
        }

        var name = root.TryGetProperty("kid", out var keyId) ? keyId.GetString() : null;
        var key = keys is [var only] ? only : keys.SingleOrDefault(one => one.KeyId == name);
        return key is not null && algorithm.GetString() == key.Algorithm.Name && (name is null || key.KeyId is null || name == key.KeyId) ? key : null;
    }
}
