using System.Collections.Concurrent;
using System.Runtime.Versioning;
using System.Security.Cryptography;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// Signing keys in a security module, reached over PKCS#11 by OpenSSL's engine of that name. The keys are made and backed up with the
/// module's own tools, under the label by which the service calls them; here they are only found and used. Whatever is not in the module,
/// master secrets above all, is in the store behind this one.
/// </summary>
/// <remarks>
/// The engine takes the module's library from <c>PKCS11_MODULE_PATH</c> in the environment of the process. A label is looked for in the
/// module when <c>behind</c> has no key of that name, and what was found is kept: the module need not be asked again.
/// </remarks>
[SupportedOSPlatform("linux")]
public sealed class ModuleKeyStore : IKeyStore, IDisposable
{
    private const string Engine = "pkcs11";

    private readonly string _token;
    private readonly string _pin;
    private readonly IKeyStore _behind;
    private readonly ConcurrentDictionary<KeyName, ModuleKey> _keys = new();

    /// <param name="token">The label of the token.</param>
    /// <param name="pin">Its user's PIN.</param>
    /// <param name="behind">Keeps what the module does not; disposed with this one.</param>
    public ModuleKeyStore(string token, string pin, IKeyStore behind) => (_token, _pin, _behind) = (token, pin, behind);

    /// <summary>In the store behind: the service's own short-lived keys, such as OCSP signers. An authority's is made in the module beforehand.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> CreateKeyAsync(KeyName name, KeyKind kind, CancellationToken cancellationToken) =>
        Find(name) is null
            ? await _behind.CreateKeyAsync(name, kind, cancellationToken).ConfigureAwait(false)
            : throw new KeyStoreException($"The key store already has \"{name}\"; a name is given once.");

    public async ValueTask<ReadOnlyMemory<byte>?> FindPublicKeyAsync(KeyName name, CancellationToken cancellationToken) =>
        await _behind.FindPublicKeyAsync(name, cancellationToken).ConfigureAwait(false) ?? Find(name)?.PublicKey;

    public async ValueTask<byte[]> SignDigestAsync(KeyName name, SignatureAlgorithm algorithm, ReadOnlyMemory<byte> digest, CancellationToken cancellationToken)
    {
        if (await _behind.FindPublicKeyAsync(name, cancellationToken).ConfigureAwait(false) is not null)
        {
            return await _behind.SignDigestAsync(name, algorithm, digest, cancellationToken).ConfigureAwait(false);
        }

        var key = Find(name) ?? throw new KeyStoreException($"There is no signing key \"{name}\" in the key store or the module.");
        return key.Sign(name, algorithm, digest.Span);
    }

    public ValueTask CreateSecretAsync(KeyName name, CancellationToken cancellationToken) => _behind.CreateSecretAsync(name, cancellationToken);

    public ValueTask<bool> HasSecretAsync(KeyName name, CancellationToken cancellationToken) => _behind.HasSecretAsync(name, cancellationToken);

    public ValueTask<byte[]> DeriveAsync(KeyName secret, string label, ReadOnlyMemory<byte> context, int length, CancellationToken cancellationToken) =>
        _behind.DeriveAsync(secret, label, context, length, cancellationToken);

    public void Dispose()
    {
        foreach (var key in _keys.Values)
        {
            key.Dispose();
        }

        (_behind as IDisposable)?.Dispose();
    }

    private ModuleKey? Find(KeyName name)
    {
        if (_keys.TryGetValue(name, out var known))
        {
            return known;
        }

        try
        {
            using var publicHandle = SafeEvpPKeyHandle.OpenPublicKeyFromEngine(Engine, Address(name, "public"));
            using var publicKey = new ECDsaOpenSsl(publicHandle);
            using var privateHandle = SafeEvpPKeyHandle.OpenPrivateKeyFromEngine(Engine, Address(name, "private"));
            var found = new ModuleKey(new ECDsaOpenSsl(privateHandle), publicKey.ExportSubjectPublicKeyInfo());
            if (_keys.TryAdd(name, found))
            {
                return found;
            }

            found.Dispose();
            return _keys[name];
        }
        catch (CryptographicException)
        {
            // The engine says alike that there is no such object and that the token is away: either way this key cannot be used now.
            return null;
        }
    }

    // RFC 7512 §2.3: reserved characters in values are percent-encoded.
    private string Address(KeyName name, string type) =>
        $"pkcs11:token={Uri.EscapeDataString(_token)};object={name.Value};type={type}?pin-value={Uri.EscapeDataString(_pin)}";

    private sealed class ModuleKey(ECDsaOpenSsl key, ReadOnlyMemory<byte> publicKey) : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly SignatureAlgorithm _algorithm = SignatureAlgorithm.For(SubjectPublicKey.Parse(publicKey));

        public ReadOnlyMemory<byte> PublicKey => publicKey;

        public byte[] Sign(KeyName name, SignatureAlgorithm algorithm, ReadOnlySpan<byte> digest)
        {
            if (_algorithm != algorithm)
            {
                throw new KeyStoreException($"The key \"{name}\" does not sign with {algorithm}.");
            }

            lock (_gate)
            {
                try
                {
                    return key.SignHash(digest, DSASignatureFormat.Rfc3279DerSequence);
                }
                catch (CryptographicException failed)
                {
                    throw new KeyStoreException($"The module did not sign with \"{name}\": {failed.Message}");
                }
            }
        }

        public void Dispose() => key.Dispose();
    }
}
