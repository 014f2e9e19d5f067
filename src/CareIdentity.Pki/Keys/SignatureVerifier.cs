using System.Collections.Concurrent;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Checks signatures under one public key. Making a key usable has its cost, so keep one verifier for each issuer for as long as it is
/// in use. Safe for many threads: each takes a key of its own from a small pool.
/// </summary>
public sealed class SignatureVerifier : IDisposable
{
    // Not a bag: that keeps a list for each thread, which costs more than it saves where a verifier lives for one signature.
    private readonly ConcurrentStack<IDisposable> _idle = new();
    private bool _disposed;

    private SignatureVerifier(SubjectPublicKey key)
    {
        Key = key;
        _idle.Push(UsableKey.ForChecking(Key));
    }

    public SubjectPublicKey Key { get; }

    /// <exception cref="PkiFormatException">The key cannot be used, e.g. a point that is not on its curve.</exception>
    public static SignatureVerifier For(SubjectPublicKey key) => new(key);

    /// <inheritdoc cref="For(SubjectPublicKey)"/>
    public static SignatureVerifier For(ReadOnlyMemory<byte> subjectPublicKeyInfo) => new(SubjectPublicKey.Parse(subjectPublicKeyInfo));

    /// <summary>True only when the algorithm suits the key and the signature is right; malformed signatures are simply wrong.</summary>
    public bool Verify(SignatureAlgorithm algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        Span<byte> digest = stackalloc byte[64];
        var length = CryptographicOperations.HashData(algorithm.Hash, data, digest);
        return VerifyDigest(algorithm, digest[..length], signature);
    }

    /// <summary>The same for a digest already made, as of a list that was too long to keep.</summary>
    public bool VerifyDigest(SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (algorithm.IsRsa != Key.IsRsa)
        {
            return false;
        }

        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryPop(out var key))
        {
            key = UsableKey.ForChecking(Key);
        }

        try
        {
            return key switch
            {
                CurveContext ready => EcdsaSignature.IsDer(signature) && ready.Checks(digest, signature),
                ECDsa ec => EcdsaSignature.IsDer(signature) && ec.VerifyHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence),
                RSA rsa => rsa.VerifyHash(digest, signature, algorithm.Hash, RSASignaturePadding.Pkcs1),
                _ => false,
            };
        }
        finally
        {
            _idle.Push(key);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryPop(out var key))
        {
            key.Dispose();
        }
    }
}
