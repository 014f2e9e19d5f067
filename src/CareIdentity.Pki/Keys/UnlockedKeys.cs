using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Private keys held ready in memory. A framework key may not be used by two threads at once, so each name has a pool of copies;
/// the encoded key that the copies are made from is zeroed when the store closes.
/// </summary>
internal sealed class UnlockedKeys : IDisposable
{
    private readonly ConcurrentDictionary<KeyName, Pool> _pools = new();

    public bool TryAdd(KeyName name, byte[] pkcs8) => _pools.TryAdd(name, new Pool(pkcs8));

    public bool Contains(KeyName name) => _pools.ContainsKey(name);

    public ReadOnlyMemory<byte>? FindPublicKey(KeyName name) => _pools.TryGetValue(name, out var pool) ? pool.PublicKey : (ReadOnlyMemory<byte>?)null;

    public byte[] SignDigest(KeyName name, SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest)
    {
        if (!_pools.TryGetValue(name, out var pool))
        {
            throw new KeyStoreException($"There is no signing key \"{name}\" in the key store.");
        }

        if (pool.Algorithm != algorithm)
        {
            throw new KeyStoreException($"The key \"{name}\" does not sign with {algorithm}.");
        }

        return pool.Sign(digest);
    }

    public void Dispose()
    {
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }
    }

    private sealed class Pool : IDisposable
    {
        // Ecdsa-Sig-Value of P-384, RFC 3279 §2.2.3: two integers of up to 49 octets.
        private const int MostSignatureOctets = 104;

        private readonly byte[] _pkcs8;
        private readonly ConcurrentBag<IDisposable> _idle = [];

        public Pool(byte[] pkcs8)
        {
            _pkcs8 = pkcs8;
            using var first = Import();
            PublicKey = first.ExportSubjectPublicKeyInfo();
            Algorithm = SignatureAlgorithm.For(SubjectPublicKey.Parse(PublicKey));
            _idle.Add(Another());
        }

        public ReadOnlyMemory<byte> PublicKey { get; }

        public SignatureAlgorithm Algorithm { get; }

        public byte[] Sign(ReadOnlySpan<byte> digest)
        {
            if (!_idle.TryTake(out var key))
            {
                key = Another();
            }

            try
            {
                Span<byte> signature = stackalloc byte[MostSignatureOctets];
                return signature[..Sign(key, digest, signature)].ToArray();
            }
            finally
            {
                _idle.Add(key);
            }
        }

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(_pkcs8);
            while (_idle.TryTake(out var key))
            {
                key.Dispose();
            }
        }

        private static int Sign(IDisposable key, ReadOnlySpan<byte> digest, Span<byte> signature) => key switch
        {
            CurveContext ready => ready.Sign(digest, signature),
            // SignHash takes the signature apart and puts it together again.
            ECDsa ec when ec.TrySignHash(digest, signature, DSASignatureFormat.Rfc3279DerSequence, out var written) => written,
            _ => throw new CryptographicException("A signature is longer than those of P-384 are."),
        };

        private ECDsa Import()
        {
            var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(_pkcs8, out _);
            return key;
        }

        /// <summary>For one more thread.</summary>
        private IDisposable Another()
        {
            if (!OperatingSystem.IsLinux() || !CurveKeys.AreReadHere)
            {
                return Import();
            }

            using var key = new ECDsaOpenSsl();
            key.ImportPkcs8PrivateKey(_pkcs8, out _);
            using var handle = key.DuplicateKeyHandle();
            return CurveContext.ForSigning(handle);
        }
    }
}
