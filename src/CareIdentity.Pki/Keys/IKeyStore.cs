using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Keeps the private keys and master secrets of the service and uses them on its behalf; neither ever leaves.
/// </summary>
/// <remarks>
/// What every store guarantees, and every caller may rely on:
/// <list type="number">
/// <item>Durable first: when <see cref="CreateKeyAsync"/> or <see cref="CreateSecretAsync"/> returns, the key is on stable storage and
/// survives loss of power. When one throws, the key either does not exist or is complete: never half. (The in-memory store is the
/// stated exception: it is for rehearsals.)</item>
/// <item>Never replaced: a name is given once. Creating a name that exists throws <see cref="KeyStoreException"/> and changes nothing.</item>
/// <item>Signatures leave no trace in the store: signing needs no write, so whoever calls must have recorded the intent before.</item>
/// <item>All methods may be called at the same time from many threads, and by several processes on one store.</item>
/// <item>No private key, secret or passphrase appears in an exception, a log or a <c>ToString()</c>.</item>
/// </list>
/// </remarks>
public interface IKeyStore
{
    /// <summary>Creates a signing key and returns its SubjectPublicKeyInfo.</summary>
    ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken);

    /// <summary>The SubjectPublicKeyInfo of a signing key; null when there is none of this name.</summary>
    ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken);

    /// <summary>
    /// Signs a digest made with <see cref="SignatureAlgorithm.Digest"/> and returns the signature as X.509 carries it
    /// (ECDSA: the SEQUENCE of RFC 3279 §2.2.3). A digest, so that a revocation list of any length can be signed as it streams.
    /// </summary>
    ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken);

    /// <summary>Creates a random master secret of 32 octets that only <see cref="DeriveAsync"/> can use.</summary>
    ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken);

    /// <summary>Whether a master secret of this name exists.</summary>
    ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken);

    /// <summary>
    /// Derives a key from a master secret: NIST SP 800-108r1 §4.1, counter mode with HMAC-SHA-256. The same inputs always give the same
    /// key; a different label or context gives an unrelated one. The caller zeroes what it receives.
    /// </summary>
    ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken);
}
