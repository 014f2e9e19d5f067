using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CareIdentity.Cards.Piv;

namespace CareIdentity.Cards.Workstation.WebEid;

/// <summary>What follows from an algorithm's name, and which name follows from a key.</summary>
public static class WebEidAlgorithms
{
    /// <summary>Spelled exactly so; null where it is another algorithm or none.</summary>
    public static WebEidAlgorithm? Find(string name) => name switch
    {
        "ES256" => WebEidAlgorithm.ES256,
        "ES384" => WebEidAlgorithm.ES384,
        "RS256" => WebEidAlgorithm.RS256,
        _ => null,
    };

    /// <summary>The one algorithm that a key signs with (RFC 7518 §3.4: one curve each); null where cards of ours have no such key.</summary>
    public static WebEidAlgorithm? Of(PublicKey key)
    {
        using var ecdsa = key.GetECDsaPublicKey();
        if (ecdsa is not null)
        {
            return ecdsa.ExportParameters(false).Curve is { IsNamed: true, Oid.Value: var curve } ? curve switch
            {
                "1.2.840.10045.3.1.7" /* secp256r1, RFC 5480 §2.1.1.1 */ => WebEidAlgorithm.ES256,
                "1.3.132.0.34" /* secp384r1 */ => WebEidAlgorithm.ES384,
                _ => null,
            } : null;
        }

        using var rsa = key.GetRSAPublicKey();
        return rsa?.KeySize is >= 2048 and <= 4096 ? WebEidAlgorithm.RS256 : null;
    }

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
}
