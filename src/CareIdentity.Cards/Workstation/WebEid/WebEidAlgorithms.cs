using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>What follows from an algorithm's name, and which name follows from a key.</summary>
public static class WebEidAlgorithms
{
    // namedCurve OBJECT IDENTIFIER, DER (RFC 5480 §2.1.1.1)
    private static ReadOnlySpan<byte> P256 => [0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07];

    private static ReadOnlySpan<byte> P384 => [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22];

    /// <summary>Spelled exactly so; null where it is another algorithm or none.</summary>
    public static WebEidAlgorithm? Find(string name) => name switch
    {
        "ES256" => WebEidAlgorithm.ES256,
        "ES384" => WebEidAlgorithm.ES384,
        "RS256" => WebEidAlgorithm.RS256,
        _ => null,
    };

    /// <summary>
    /// The one algorithm that a key signs with (RFC 7518 §3.4: one curve each); null where cards of ours have no such key. Reads identifiers
    /// only: a certificate that anybody made up does not get its curve tried out.
    /// </summary>
    /// <exception cref="CryptographicException">It says that it is an RSA key and is none.</exception>
    public static WebEidAlgorithm? Of(PublicKey key) => key.Oid.Value switch
    {
        "1.2.840.10045.2.1" /* id-ecPublicKey, RFC 5480 §2.1.1 */ => OfCurve(key.EncodedParameters?.RawData),
        "1.2.840.113549.1.1.1" /* rsaEncryption, RFC 3279 §2.3.1 */ => OfRsa(key),
        _ => null,
    };

    public static HashAlgorithmName Hash(this WebEidAlgorithm algorithm) =>
        algorithm == WebEidAlgorithm.ES384 ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;

    /// <summary>The algorithm of the card for it; null where the card cannot, by the size of its key.</summary>
    internal static PivAlgorithm? OnCard(PublicKey key, WebEidAlgorithm algorithm)
    {
        using var rsa = key.GetRSAPublicKey();
        return (algorithm, rsa?.KeySize) switch
        {
            (WebEidAlgorithm.ES256, _) => PivAlgorithm.EccP256,
            (WebEidAlgorithm.ES384, _) => PivAlgorithm.EccP384,
            (WebEidAlgorithm.RS256, 2048) => PivAlgorithm.Rsa2048,
            (WebEidAlgorithm.RS256, 3072) => PivAlgorithm.Rsa3072,
            _ => null,
        };
    }

    private static WebEidAlgorithm? OfCurve(ReadOnlySpan<byte> parameters) =>
        parameters.SequenceEqual(P256) ? WebEidAlgorithm.ES256
        : parameters.SequenceEqual(P384) ? WebEidAlgorithm.ES384
        : null;

    private static WebEidAlgorithm? OfRsa(PublicKey key)
    {
        using var rsa = key.GetRSAPublicKey();
        return rsa?.KeySize is >= 2048 and <= 4096 ? WebEidAlgorithm.RS256 : null;
    }
}
