using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// A directory of sealed files, one for each key: AES-256-GCM under a key that PBKDF2 makes from a passphrase. Keeps every promise of
/// <see cref="IKeyStore"/>; for an installation without a hardware module.
/// </summary>
/// <remarks>
/// <c>seal.json</c> says how the passphrase becomes the seal key, <c>check.sealed</c> tells a wrong passphrase from a damaged file,
/// <c>NAME.key</c> is a signing key (PKCS#8) and <c>NAME.secret</c> a master secret. A copy of the directory is a backup.
/// </remarks>
public sealed class SealedFileKeyStore : IKeyStore, IDisposable
{
    /// <summary>
    /// PBKDF2-HMAC-SHA-512 rounds of a new store: about a third of a second, once at start-up. NIST SP 800-132 §5.2 asks for as many as
    /// can be borne; 210,000 is the least that current guidance (OWASP, password storage) accepts for this hash.
    /// </summary>
    public const int Iterations = 600_000;

    internal const int LeastIterations = 210_000;

    private const string Derivation = "PBKDF2-HMAC-SHA-512";
    private const string HeaderFile = "seal.json";
    private const string CheckFile = "check.sealed";

    private readonly string _directory;
    private readonly byte[] _sealKey;
    private readonly UnlockedKeys _keys = new();
    private readonly ConcurrentDictionary<KeyName, byte[]> _secrets = new();

    private SealedFileKeyStore(string directory, byte[] sealKey)
    {
        _directory = directory;
        _sealKey = sealKey;
    }

    /// <summary>Whether there is a store to open; looked for without making anything.</summary>
    public static bool IsIn(string directory) => File.Exists(Path.Combine(directory, HeaderFile));

    /// <summary>Opens the store in a directory, creating an empty one when there is none.</summary>
    /// <exception cref="KeyStoreException">The passphrase is wrong, or the store is damaged.</exception>
    public static SealedFileKeyStore Open(string directory, ReadOnlySpan<char> passphrase) => Open(directory, passphrase, Iterations);

    internal static SealedFileKeyStore Open(string directory, ReadOnlySpan<char> passphrase, int iterationsIfNew)
    {
        if (passphrase.Length < 12)
        {
            throw new KeyStoreException("The passphrase of a key store has at least 12 characters.");
        }

        DurableFile.CreateDirectory(directory);
        var header = FindHeader(directory) ?? CreateHeader(directory, iterationsIfNew);
        var sealKey = Rfc2898DeriveBytes.Pbkdf2(passphrase, header.Salt, header.Iterations, HashAlgorithmName.SHA512, 32);
        var check = Path.Combine(directory, CheckFile);
        // Two processes may create the store at once: whoever comes second finds the first one's file and is checked against it.
        if (!File.Exists(check))
        {
            DurableFile.TryCreate(check, SealedFile.Seal(sealKey, SealedFile.StoreCheck, "check", []));
        }

        if (SealedFile.Open(sealKey, SealedFile.StoreCheck, "check", File.ReadAllBytes(check)) is null)
        {
            CryptographicOperations.ZeroMemory(sealKey);
            throw new KeyStoreException("The passphrase does not open this key store.");
        }

        return new SealedFileKeyStore(directory, sealKey);
    }

    public ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(EcCurves.For(kind));
        var pkcs8 = key.ExportPkcs8PrivateKey();
        Store(KeyFile(name), SealedFile.SigningKey, name, pkcs8);
        _keys.TryAdd(name, pkcs8);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(key.ExportSubjectPublicKeyInfo());
    }

    public ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(TryUnlock(name) ? _keys.FindPublicKey(name) : null);

    public ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        TryUnlock(name);
        return ValueTask.FromResult(_keys.SignDigest(name, algorithm, digest.Span));
    }

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken)
    {
        var secret = RandomNumberGenerator.GetBytes(KeyDerivation.SecretOctets);
        Store(SecretFile(name), SealedFile.MasterSecret, name, secret);
        _secrets[name] = secret;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_secrets.ContainsKey(name) || File.Exists(SecretFile(name)));

    public ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken)
    {
        if (!_secrets.TryGetValue(secret, out var master))
        {
            master = Load(SecretFile(secret), SealedFile.MasterSecret, secret)
                ?? throw new KeyStoreException($"There is no secret \"{secret}\" in the key store.");
            _secrets.TryAdd(secret, master);
        }

        return ValueTask.FromResult(KeyDerivation.Derive(master, label, context.Span, length));
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_sealKey);
        _keys.Dispose();
        foreach (var secret in _secrets.Values)
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static SealHeader? FindHeader(string directory)
    {
        var path = Path.Combine(directory, HeaderFile);
        if (!File.Exists(path))
        {
            return null;
        }

        SealHeader? header;
        try
        {
            header = JsonSerializer.Deserialize(File.ReadAllBytes(path), SealedFileJson.Default.SealHeader);
        }
        catch (JsonException damaged)
        {
            throw new KeyStoreException($"{HeaderFile} of the key store is damaged: restore it from a backup.", damaged);
        }

        // Whoever can write the header must not be able to make the passphrase cheap to guess.
        return header is { Derivation: Derivation, Salt.Length: >= 16, Iterations: >= LeastIterations and <= 100_000_000 }
            ? header
            : throw new KeyStoreException($"{HeaderFile} of the key store asks for a derivation that is not accepted.");
    }

    private static SealHeader CreateHeader(string directory, int iterations)
    {
        var header = new SealHeader { Derivation = Derivation, Iterations = iterations, Salt = RandomNumberGenerator.GetBytes(32) };
        DurableFile.TryCreate(Path.Combine(directory, HeaderFile), JsonSerializer.SerializeToUtf8Bytes(header, SealedFileJson.Default.SealHeader));
        return FindHeader(directory)!;
    }

    private bool TryUnlock(KeyName name)
    {
        if (_keys.Contains(name))
        {
            return true;
        }

        var pkcs8 = Load(KeyFile(name), SealedFile.SigningKey, name);
        if (pkcs8 is not null && !_keys.TryAdd(name, pkcs8))
        {
            CryptographicOperations.ZeroMemory(pkcs8);
        }

        return pkcs8 is not null;
    }

    private void Store(string path, string kind, KeyName name, byte[] secret)
    {
        if (!DurableFile.TryCreate(path, SealedFile.Seal(_sealKey, kind, name.Value, secret)))
        {
            CryptographicOperations.ZeroMemory(secret);
            throw new KeyStoreException($"The key store already has \"{name}\"; a name is given once.");
        }
    }

    private byte[]? Load(string path, string kind, KeyName name)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        return SealedFile.Open(_sealKey, kind, name.Value, File.ReadAllBytes(path))
            ?? throw new KeyStoreException($"The sealed file of \"{name}\" is damaged or was changed: restore it from a backup.");
    }

    private string KeyFile(KeyName name) => Path.Combine(_directory, name.Value + ".key");

    private string SecretFile(KeyName name) => Path.Combine(_directory, name.Value + ".secret");
}
