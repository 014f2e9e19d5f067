using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Keys that end with the process: for the dry run of a key ceremony, and for tests. It keeps every promise of
/// <see cref="IKeyStore"/> but the first: nothing is stored.
/// </summary>
public sealed class InMemoryKeyStore : IKeyStore, IDisposable
{
    private readonly UnlockedKeys _keys = new();
    private readonly ConcurrentDictionary<KeyName, byte[]> _secrets = new();

    /// <summary>Takes over a key made elsewhere (PKCS#8), e.g. a fixed one whose certificates can be compared octet by octet.</summary>
    public ReadOnlyMemory<byte> Import(KeyName name, ReadOnlySpan<byte> pkcs8)
    {
        return _keys.TryAdd(name, pkcs8.ToArray()) ? _keys.FindPublicKey(name)!.Value : throw Taken(name);
    }

    public ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(EcCurves.For(kind));
        var added = _keys.TryAdd(name, key.ExportPkcs8PrivateKey());
        return added ? ValueTask.FromResult(_keys.FindPublicKey(name)!.Value) : throw Taken(name);
    }

    public ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.FindPublicKey(name));

    public ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_keys.SignDigest(name, algorithm, digest.Span));

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken) =>
        _secrets.TryAdd(name, RandomNumberGenerator.GetBytes(KeyDerivation.SecretOctets))
            ? ValueTask.CompletedTask
            : throw Taken(name);

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) => ValueTask.FromResult(_secrets.ContainsKey(name));

    public ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken) =>
        _secrets.TryGetValue(secret, out var master)
            ? ValueTask.FromResult(KeyDerivation.Derive(master, label, context.Span, length))
            : throw new KeyStoreException($"There is no secret \"{secret}\" in the key store.");

    public void Dispose()
    {
        _keys.Dispose();
        foreach (var secret in _secrets.Values)
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static KeyStoreException Taken(KeyName name) => new($"The key store already has \"{name}\"; a name is given once.");
}
