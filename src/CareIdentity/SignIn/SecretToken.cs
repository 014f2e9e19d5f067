using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CareIdentity.SignIn;

/// <summary>Random text of 256 bits that a browser holds; the database keeps its SHA-256 only.</summary>
public static class SecretToken
{
    private const int Octets = 32;

    /// <summary>Longer than any of ours: refused before it is hashed.</summary>
    private const int MostCharacters = 100;

    /// <summary>For cookies: base64url, without padding.</summary>
    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Octets));

    /// <summary>For the card to sign: base64, 44 characters, as the Web eID specification asks of a challenge nonce.</summary>
    internal static string CreateNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Octets));

    internal static byte[]? Hash(string? token) =>
        token is { Length: > 0 and <= MostCharacters } ? SHA256.HashData(Encoding.UTF8.GetBytes(token)) : null;
}
