using CareIdentity.Pki.Keys;

namespace CareIdentity.Tests.Pki.Issuing;

/// <summary>A key store whose signatures are of something else: what a broken module, or one with another's key in the slot, returns.</summary>
internal sealed class FaultyKeyStore(IKeyStore inner) : IKeyStore
{
    public ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken) => inner.CreateKeyAsync(name, kind, cancellationToken);

    public ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) => inner.FindPublicKeyAsync(name, cancellationToken);

    public ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken) =>
        inner.SignDigestAsync(name, algorithm, new byte[digest.Length], cancellationToken);

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken) => inner.CreateSecretAsync(name, cancellationToken);

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) => inner.HasSecretAsync(name, cancellationToken);

    public ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken) =>
        inner.DeriveAsync(secret, label, context, length, cancellationToken);
}
