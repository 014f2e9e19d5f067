using System.Security.Cryptography;

namespace CareIdentity.Tool.Packaging;

/// <summary>What a browser makes of the public key in an extension's manifest: the first 16 bytes of its SHA-256, written in the letters a to p.</summary>
internal static class ExtensionId
{
    public static string Of(string key) =>
        string.Concat(SHA256.HashData(Convert.FromBase64String(key)).Take(16).SelectMany(b => new[] { (char)('a' + (b >> 4)), (char)('a' + (b & 15)) }));
}
