using System.Security.Cryptography;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Ceremony;

/// <summary>
/// The root's private key between two meetings: under AES-256-GCM with a key that exists only in shares. Whoever has the file alone, or
/// fewer shares than are needed, has nothing.
/// </summary>
public sealed class SealedRoot
{
    private SealedRoot(byte[] text) => Text = text;

    /// <summary>The sealed file, to be kept in as many copies as wanted.</summary>
    public ReadOnlyMemory<byte> Text { get; }

    public static SealedRoot From(ReadOnlyMemory<byte> text) => new(text.ToArray());

    /// <summary>Makes the root's key, puts it into <paramref name="store"/> for this meeting, and seals it for the next.</summary>
    public static (SealedRoot Sealed, IReadOnlyList<SecretShare> Shares) Create(KeyName name, int needed, int shares, InMemoryKeyStore store)
    {
        using var key = ECDsa.Create(EcCurves.For(KeyKind.EcP384));
        var pkcs8 = key.ExportPkcs8PrivateKey();
        var sealKey = RandomNumberGenerator.GetBytes(SecretSharing.SecretOctets);
        try
        {
            store.Import(name, pkcs8);
            return (new SealedRoot(SealedFile.Seal(sealKey, SealedFile.SigningKey, name.Value, pkcs8)), SecretSharing.Split(sealKey, needed, shares));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pkcs8);
            CryptographicOperations.ZeroMemory(sealKey);
        }
    }

    /// <summary>Opens it into <paramref name="store"/> for one meeting; false when the shares do not.</summary>
    public bool TryOpen(KeyName name, IReadOnlyCollection<SecretShare> shares, InMemoryKeyStore store)
    {
        if (SecretSharing.Combine(shares) is not { } sealKey)
        {
            return false;
        }

        var pkcs8 = SealedFile.Open(sealKey, SealedFile.SigningKey, name.Value, Text.Span);
        CryptographicOperations.ZeroMemory(sealKey);
        if (pkcs8 is null)
        {
            return false;
        }

        store.Import(name, pkcs8);
        CryptographicOperations.ZeroMemory(pkcs8);
        return true;
    }
}
