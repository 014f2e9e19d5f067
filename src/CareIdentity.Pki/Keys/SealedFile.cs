using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// The text of one sealed file: what it holds in the clear (bound to the seal as additional data) and the secret under AES-256-GCM
/// (NIST SP 800-38D) with a random 96-bit nonce. One seal key seals a handful of files in its life, far below the limit of 2³² (§8.3).
/// </summary>
internal sealed record SealedFile
{
    public const string SigningKey = "signing-key";
    public const string MasterSecret = "master-secret";
    public const string StoreCheck = "store-check";

    private const int CurrentFormat = 1;
    private const int NonceOctets = 12;
    private const int TagOctets = 16;

    public required int Format { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    [JsonPropertyName("sealed")]
    public required byte[] Secret { get; init; }

    /// <summary>Seals <paramref name="secret"/>; the kind and the name cannot be changed afterwards without breaking the seal.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> sealKey, string kind, string name, ReadOnlySpan<byte> secret)
    {
        var sealedSecret = new byte[NonceOctets + secret.Length + TagOctets];
        var nonce = sealedSecret.AsSpan(0, NonceOctets);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(sealKey, TagOctets);
        gcm.Encrypt(nonce, secret, sealedSecret.AsSpan(NonceOctets, secret.Length), sealedSecret.AsSpan(NonceOctets + secret.Length), Bound(kind, name));
        var file = new SealedFile { Format = CurrentFormat, Kind = kind, Name = name, Secret = sealedSecret };
        return JsonSerializer.SerializeToUtf8Bytes(file, SealedFileJson.Default.SealedFile);
    }

    /// <summary>Opens the file; null when the seal does not hold, whether by a wrong key or by a change to the file.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> sealKey, string kind, string name, ReadOnlySpan<byte> text)
    {
        var file = Read(text);
        if (file is not { Format: CurrentFormat } || file.Kind != kind || file.Name != name || file.Secret.Length < NonceOctets + TagOctets)
        {
            return null;
        }

        var opened = new byte[file.Secret.Length - NonceOctets - TagOctets];
        using var gcm = new AesGcm(sealKey, TagOctets);
        try
        {
            gcm.Decrypt(file.Secret.AsSpan(0, NonceOctets), file.Secret.AsSpan(NonceOctets, opened.Length), file.Secret.AsSpan(NonceOctets + opened.Length), opened, Bound(kind, name));
            return opened;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private static SealedFile? Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, SealedFileJson.Default.SealedFile);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Neither kinds nor names hold a line feed, so two pairs never give the same octets.
    private static byte[] Bound(string kind, string name) => System.Text.Encoding.UTF8.GetBytes($"care-identity sealed file {CurrentFormat}\n{kind}\n{name}");
}
