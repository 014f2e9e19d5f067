using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;
using CareIdentity.Pki.Keys;

namespace CareIdentity.Pki.Jose;

/// <summary>
/// The signature algorithms of RFC 7518 §3.1 that are accepted. "none" and shared secrets (HS256 …) are absent on purpose: who can check such a
/// signature can also make it (RFC 8725 §3.1, §3.2; security.md I11).
/// </summary>
public sealed class JoseAlgorithm
{
    private static readonly JoseAlgorithm[] All =
    [
        new("ES256", PublicKeyKind.EcP256, HashAlgorithmName.SHA256, null), new("ES384", PublicKeyKind.EcP384, HashAlgorithmName.SHA384, null),
        new("RS256", PublicKeyKind.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), new("RS384", PublicKeyKind.Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
        new("RS512", PublicKeyKind.Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1), new("PS256", PublicKeyKind.Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        new("PS384", PublicKeyKind.Rsa, HashAlgorithmName.SHA384, RSASignaturePadding.Pss), new("PS512", PublicKeyKind.Rsa, HashAlgorithmName.SHA512, RSASignaturePadding.Pss),
    ];

    private readonly HashAlgorithmName _hash;
    private readonly RSASignaturePadding? _padding;

    private JoseAlgorithm(string name, PublicKeyKind kind, HashAlgorithmName hash, RSASignaturePadding? padding) => (Name, Kind, _hash, _padding) = (name, kind, hash, padding);

    public string Name { get; }

    /// <summary>RFC 7518 §3.4: one curve for each algorithm.</summary>
    public PublicKeyKind Kind { get; }

    /// <summary>Spelled exactly so; null where it is none of these.</summary>
    public static JoseAlgorithm? Find(string? name) => Array.Find(All, algorithm => algorithm.Name == name);

    /// <summary>The one algorithm of a curve; null for RSA, where the key must say which.</summary>
    internal static JoseAlgorithm? Of(PublicKeyKind kind) => kind is PublicKeyKind.Rsa ? null : Array.Find(All, algorithm => algorithm.Kind == kind);

    /// <summary>ECDSA as r ‖ s of the field's length each (RFC 7518 §3.4), PSS with a salt as long as the digest (§3.5).</summary>
    public bool Verify(SubjectPublicKey key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (key.Kind != Kind)
        {
            return false;
        }

        try
        {
            using var usable = UsableKey.Of(key);
            return usable switch
            {
                RSA rsa when _padding is { } padding => rsa.VerifyData(data, signature, _hash, padding),
                ECDsa ecdsa => ecdsa.VerifyData(data, signature, _hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
                _ => false,
            };
        }
        catch (Exception refused) when (refused is CryptographicException or PkiFormatException)
        {
            return false;
        }
    }
}
