using CareIdentity.Pki.Keys;

namespace CareIdentity.Tests.Given;

/// <summary>A real key store that remembers what it signed with the issuing key, and can fail before or after it did.</summary>
public sealed class WatchedKeyStore : IKeyStore, IDisposable
{
    private readonly InMemoryKeyStore keys = new();
    private bool failsBefore;
    private bool failsAfter;

    /// <summary>Of certificates of cards: those of the authorities themselves are not counted.</summary>
    public List<byte[]> Digests { get; } = [];

    public Func<byte[], Task>? BeforeSigning { get; set; }

    /// <summary>Never signs.</summary>
    public KeyName? Broken { get; set; }

    /// <summary>As if they were not here, or their module were away.</summary>
    public HashSet<KeyName> Away { get; } = [];

    public void FailOnce(bool afterSigning) => (failsBefore, failsAfter) = (!afterSigning, afterSigning);

    public async ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        if (name == Broken)
        {
            throw new KeyStoreException("The key store does not sign.");
        }

        if (name != CareIdentity.Pki.Issuing.TrainingHierarchy.IssuingKey)
        {
            return await keys.SignDigestAsync(name, algorithm, digest, cancellationToken);
        }

        FailIf(ref failsBefore);
        if (BeforeSigning is { } before)
        {
            await before(digest.ToArray());
        }

        Digests.Add(digest.ToArray());
        var signature = await keys.SignDigestAsync(name, algorithm, digest, cancellationToken);
        FailIf(ref failsAfter);
        return signature;
    }

    public ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken) => keys.CreateKeyAsync(name, kind, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) =>
        Away.Contains(name) ? new((ReadOnlyMemory<byte>?)null) : keys.FindPublicKeyAsync(name, cancellationToken);

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken) => keys.CreateSecretAsync(name, cancellationToken);

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) => keys.HasSecretAsync(name, cancellationToken);

    public ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken) =>
        keys.DeriveAsync(secret, label, context, length, cancellationToken);

    public void Dispose() => keys.Dispose();

    private static void FailIf(ref bool fails)
    {
        if (fails)
        {
            fails = false;
            throw new KeyStoreException("The key store went away.");
        }
    }
}
