using System.Security.Cryptography;

namespace CareIdentity.EndToEnd.Workstations;

/// <summary>What a browser makes of the public key in a manifest: the first 16 bytes of its SHA-256, in the letters a to p.</summary>
public static class ExtensionKey
{
    public static string IdOf(string key) =>
        string.Concat(SHA256.HashData(Convert.FromBase64String(key)).Take(16).SelectMany(b => new[] { (char)('a' + (b >> 4)), (char)('a' + (b & 15)) }));
}
