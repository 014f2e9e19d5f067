using System.Formats.Asn1;
using System.Security.Cryptography;
using CareIdentity.Pki.Encoding;

namespace CareIdentity.Pki.Keys;

/// <summary>
/// The signature algorithms that are read; those for which <see cref="IsIssued"/> holds are also written. SHA-1 and MD5 are absent on
/// purpose: an algorithm that is not listed here is refused.
/// </summary>
public sealed class SignatureAlgorithm
{
    // RFC 5758 §3.2: the parameters of ecdsa-with-SHA2 are absent. RFC 4055 §5: those of RSA are NULL.
    public static readonly SignatureAlgorithm EcdsaSha256 = new("ecdsa-with-SHA256", "1.2.840.10045.4.3.2", HashAlgorithmName.SHA256, isRsa: false, isIssued: true);
    public static readonly SignatureAlgorithm EcdsaSha384 = new("ecdsa-with-SHA384", "1.2.840.10045.4.3.3", HashAlgorithmName.SHA384, isRsa: false, isIssued: true);
    public static readonly SignatureAlgorithm EcdsaSha512 = new("ecdsa-with-SHA512", "1.2.840.10045.4.3.4", HashAlgorithmName.SHA512, isRsa: false, isIssued: false);
    public static readonly SignatureAlgorithm RsaSha256 = new("sha256WithRSAEncryption", "1.2.840.113549.1.1.11", HashAlgorithmName.SHA256, isRsa: true, isIssued: false);
    public static readonly SignatureAlgorithm RsaSha384 = new("sha384WithRSAEncryption", "1.2.840.113549.1.1.12", HashAlgorithmName.SHA384, isRsa: true, isIssued: false);
    public static readonly SignatureAlgorithm RsaSha512 = new("sha512WithRSAEncryption", "1.2.840.113549.1.1.13", HashAlgorithmName.SHA512, isRsa: true, isIssued: false);

    private static readonly SignatureAlgorithm[] All = [EcdsaSha256, EcdsaSha384, RsaSha256, RsaSha384, RsaSha512, EcdsaSha512];

    private readonly byte[] _encoded;

    private SignatureAlgorithm(string name, string oid, HashAlgorithmName hash, bool isRsa, bool isIssued)
    {
        (Name, Hash, IsRsa, IsIssued) = (name, hash, isRsa, isIssued);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(oid);
            if (isRsa)
            {
                writer.WriteNull();
            }
        }

        _encoded = writer.Encode();
    }

    public string Name { get; }

    public HashAlgorithmName Hash { get; }

    public bool IsRsa { get; }

    /// <summary>Whether authorities of ours sign with it.</summary>
    public bool IsIssued { get; }

    /// <summary>The whole AlgorithmIdentifier.</summary>
    public ReadOnlyMemory<byte> Encoded => _encoded;

    /// <summary>The algorithm of this AlgorithmIdentifier, or null when it is none that we accept.</summary>
    public static SignatureAlgorithm? Find(ReadOnlySpan<byte> encoded)
    {
        foreach (var algorithm in All)
        {
            if (encoded.SequenceEqual(algorithm._encoded))
            {
                return algorithm;
            }
        }

        return null;
    }

    /// <summary>What a key of ours signs with: the digest matches the curve in strength (RFC 5480 §4, NIST SP 800-57 Part 1 §5.6).</summary>
    public static SignatureAlgorithm For(SubjectPublicKey key) => key.Kind switch
    {
        PublicKeyKind.EcP256 => EcdsaSha256,
        PublicKeyKind.EcP384 => EcdsaSha384,
        _ => throw new ArgumentException("Authorities here sign with P-256 or P-384.", nameof(key)),
    };

    public byte[] Digest(ReadOnlySpan<byte> data) => CryptographicOperations.HashData(Hash, data);

    public override string ToString() => Name;
}
